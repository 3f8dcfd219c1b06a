import { type ReleaserError, isRecord } from "@releaser/core";
import { failures } from "../failures.ts";
import { withoutSecrets } from "./without-secrets.ts";
import { retryAfterOf } from "../retry-after.ts";

/** What a registry's error means for a publication. */
export type RegistryTrouble =
  | "auth"
  | "blocked"
  | "conflict"
  | "limited"
  | "payment"
  | "refused"
  | "second factor"
  | "too large"
  | "transient"
  | "unknown name";

export interface RegistryRequest {
  readonly id: string;
  readonly registry: string;
  readonly method: "GET" | "PUT";
  /** The npmrc lines that were used: their secrets are kept out of what the registry says, which may repeat them. */
  readonly lines?: Readonly<Record<string, unknown>>;
  /** Under trusted publishing: the package, and the command that lets this CI run publish it. */
  readonly trusted?: { readonly name: string; readonly trust: string };
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

/**
 * Told by status, code and words, the words first: npm answers 403 for a version that is taken, for a second factor and for a
 * name that is too much like another. Only what a fresh attempt can mend is transient or limited: network errors, 408, 5xx, a
 * clash in the transparency log, a packument that was being written; and 429.
 */
export function classifyRegistryError(error: unknown, method: "GET" | "PUT"): RegistryTrouble {
  const words = wordsOf(error);
  const code = isRecord(error) ? error["code"] : undefined;
  const told = typeof code === "string" ? ` ${code}` : "";
  return troubles.find(([pattern]) => pattern.test(`${words}${told}`))?.[1] ?? byStatus(error, method);
}

const troubles: readonly (readonly [RegExp, RegistryTrouble])[] = [
  [/TLOG_CREATE_ENTRY_ERROR|failed to save packument/iu, "transient"],
  [/\bEOTP\b|one-time pass|two-factor authentication/iu, "second factor"],
  [/previously published|cannot publish over|already (?:exists|present)|\bEPUBLISHCONFLICT\b/iu, "conflict"],
  [/too similar to|security (?:holding|policy)|blocked by|violates .*polic/iu, "blocked"],
  [/\bE(?:AUTHIP|NEEDAUTH)\b/u, "auth"],
];

function byStatus(error: unknown, method: "GET" | "PUT"): RegistryTrouble {
  const status = statusOf(error);
  if (status === undefined) {
    const code = isRecord(error) ? error["code"] : undefined;
    if (typeof code === "string" && networkCodes.has(code)) return "transient";
    // What signs a provenance statement tells its own trouble, and the answer of Sigstore as its cause.
    return isRecord(error) && error["cause"] !== undefined ? byStatus(error["cause"], "GET") : "refused";
  }
  if (method === "PUT" && status === 409) return "conflict";
  if (method === "PUT" && status === 404) return "unknown name";
  return statuses.get(status) ?? (status >= 500 ? "transient" : "refused");
}

const statuses: ReadonlyMap<number, RegistryTrouble> = new Map([
  [401, "auth"],
  [402, "payment"],
  [403, "auth"],
  [408, "transient"],
  [413, "too large"],
  [429, "limited"],
  [451, "blocked"],
]);

/** An error of npm-registry-fetch or libnpmpublish as a failure; the error itself, which holds headers, is not kept. */
export function toRegistryFailure(error: unknown, request: RegistryRequest): ReleaserError {
  const { id, registry, method, lines = {} } = request;
  const told = { id, registry, why: withoutSecrets(wordsOf(error), lines).slice(0, longestWords) };
  switch (classifyRegistryError(error, method)) {
    case "auth":
      return failures.E_NPM_AUTH({ ...told, method });
    case "blocked":
      return failures.E_NPM_BLOCKED(told);
    case "limited":
      return toLimited(error, request);
    case "payment":
      return failures.E_NPM_PAYMENT(told);
    case "second factor":
      return failures.E_NPM_OTP({ id, registry });
    case "too large":
      return failures.E_NPM_TOO_LARGE(told);
    case "transient":
      return failures.E_NPM_UNAVAILABLE(told, { retryAfter: retryAfterOf(headersOf(error)) });
    case "unknown name":
      return request.trusted
        ? failures.E_NPM_NAME_UNKNOWN({ id, registry, ...request.trusted })
        : failures.E_NPM_AUTH({ ...told, why: hidden, method });
    case "conflict":
    case "refused":
      return isRecord(error) && error["code"] === "EINTEGRITY"
        ? failures.E_REGISTRY_ANSWER({ id, registry, why: foreignBytes })
        : failures.E_NPM_REFUSED(told);
  }
}

const longestWords = 2000;
const hidden =
  "it answers 404, which is how it says that the account may not publish the name, or that the scope does not exist";
const foreignBytes = "the bytes do not fit the integrity that the registry itself states";

function toLimited(error: unknown, { id, registry }: RegistryRequest): ReleaserError {
  const retryAfter = retryAfterOf(headersOf(error));
  const seconds = retryAfter === undefined ? null : Math.ceil(retryAfter / 1000);
  return failures.E_NPM_LIMITED({ id, registry, seconds }, { retryAfter });
}

function headersOf(error: unknown): Readonly<Record<string, unknown>> {
  const headers = isRecord(error) ? error["headers"] : undefined;
  return isRecord(headers) ? headers : {};
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
