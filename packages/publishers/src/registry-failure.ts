import { redact, type ReleaserError } from "@releaser/core";
import { failures } from "./failures.ts";
import { isRecord } from "./json-values.ts";

/** What a registry's error means for a publication. */
export type RegistryTrouble = "auth" | "conflict" | "refused" | "second factor" | "transient" | "unknown name";

export interface RegistryRequest {
  readonly id: string;
  readonly registry: string;
  readonly method: "GET" | "PUT";
}

/** The HTTP status that an error of npm-registry-fetch carries. */
export function statusOf(error: unknown): number | undefined {
  const status = isRecord(error) ? error["statusCode"] : undefined;
  return typeof status === "number" ? status : undefined;
}

const networkCodes = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNECTIONTIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "EIDLETIMEOUT",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ERESPONSETIMEOUT",
  "ERR_SOCKET_TIMEOUT",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ETIMEDOUT",
  "ETRANSFERTIMEOUT",
  "UND_ERR_SOCKET",
]);

/** Says the version is taken: npm answers 403 with words, others 409. A failed transparency log entry is a 409 too, and another matter. */
export function isPublishConflict(error: unknown): boolean {
  return classifyRegistryError(error, "PUT") === "conflict";
}

/** Only what a fresh attempt can mend is transient: network errors, 408, 429, 5xx and a clash in the transparency log. */
export function classifyRegistryError(error: unknown, method: "GET" | "PUT"): RegistryTrouble {
  const code = isRecord(error) ? error["code"] : undefined;
  const status = statusOf(error);
  const words = wordsOf(error);
  if (code === "TLOG_CREATE_ENTRY_ERROR" || /TLOG_CREATE_ENTRY_ERROR/u.test(words)) return "transient";
  if (code === "EOTP" || /one-time pass/iu.test(words)) return "second factor";
  if (/previously published|cannot publish over|already (?:exists|present)/iu.test(words)) return "conflict";
  if (method === "PUT" && (status === 409 || code === "EPUBLISHCONFLICT")) return "conflict";
  if (status === 401 || status === 403 || code === "EAUTHIP" || code === "ENEEDAUTH") return "auth";
  if (method === "PUT" && status === 404) return "unknown name";
  if (status !== undefined) return status >= 500 || status === 429 || status === 408 ? "transient" : "refused";
  return typeof code === "string" && networkCodes.has(code) ? "transient" : "refused";
}

/** An error of npm-registry-fetch or libnpmpublish as a failure; the error itself, which holds headers, is not kept. */
export function toRegistryFailure(error: unknown, request: RegistryRequest): ReleaserError {
  const { id, registry, method } = request;
  const why = redact(wordsOf(error));
  switch (classifyRegistryError(error, method)) {
    case "auth":
      return failures.E_NPM_AUTH({ id, registry, why, method });
    case "second factor":
      return failures.E_NPM_OTP({ id, registry });
    case "unknown name":
      return failures.E_NPM_NAME_UNKNOWN({ id, registry });
    case "transient":
      return failures.E_NPM_UNAVAILABLE({ id, registry, why });
    case "conflict":
    case "refused":
      return isRecord(error) && error["code"] === "EINTEGRITY"
        ? failures.E_REGISTRY_ANSWER({
            id,
            registry,
            why: "the bytes do not fit the integrity that the registry itself states",
          })
        : failures.E_NPM_REFUSED({ id, registry, why });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
