import { RequestError } from "@octokit/request-error";
import { redact, ReleaserError, isRecord } from "@releaser/core";
import { failures } from "../failures.ts";

/** What GitHub's refusal means. */
export type GitHubTrouble = "absent" | "auth" | "limited" | "refused" | "taken" | "transient";

/** The HTTP status that an error of Octokit carries; 500 where no answer came. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RequestError ? error.status : undefined;
}

/** Tells a right that is missing from a limit that is reached, both of which are 403; a name that is taken from other refusals. */
function classifyGitHubError(error: RequestError): GitHubTrouble {
  const { status, response, message } = error;
  const headers = response?.headers ?? {};
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (/rate limit/iu.test(message) || headers["x-ratelimit-remaining"] === "0" || "retry-after" in headers));
  if (isLimit) return "limited";
  if (status === 401 || status === 403) return "auth";
  if (status === 404) return "absent";
  if (status >= 500 || status === 408) return "transient";
  const errors = isRecord(response?.data) ? response.data["errors"] : undefined;
  const isThere = Array.isArray(errors) && errors.some((one) => isRecord(one) && one["code"] === "already_exists");
  return status === 422 && isThere ? "taken" : "refused";
}

export interface GitHubRequest {
  /** `owner/name`. */
  readonly repository: string;
  /** What was to be done, as an infinitive: `upload v1.4.0.txt`. */
  readonly task: string;
  /** The permission that it takes: `contents: write`. */
  readonly right: string;
  readonly hasToken: boolean;
}

/** An error of Octokit as a failure, everything else as it is; the error itself, which holds headers, is not kept. */
export function toGitHubFailure(error: unknown, request: GitHubRequest): unknown {
  if (!(error instanceof RequestError) || error instanceof ReleaserError) return error;
  const { repository, task, right, hasToken } = request;
  const why = redact(error.message).slice(0, 2000);
  switch (classifyGitHubError(error)) {
    case "absent":
    case "auth":
      return failures.E_GITHUB_AUTH({ repository, task, right, status: error.status, hasToken });
    case "limited":
      return failures.E_GITHUB_LIMITED({ repository, task, until: limitEnd(error) });
    case "transient":
      return failures.E_GITHUB_UNAVAILABLE({ repository, task, why });
    case "refused":
    case "taken":
      return failures.E_GITHUB_REFUSED({ repository, task, why });
  }
}

/** Until when, in words. */
function limitEnd({ response }: RequestError): string {
  const { "retry-after": after, "x-ratelimit-reset": reset } = response?.headers ?? {};
  if (after !== undefined) return `for ${String(after)} s`;
  const at = Number(reset);
  return Number.isSafeInteger(at) ? `until ${new Date(at * 1000).toISOString()}` : "for some minutes";
}

/** Whether a name is refused because it is there already. */
export function isTaken(error: unknown): boolean {
  return error instanceof RequestError && classifyGitHubError(error) === "taken";
}

/** Whether GitHub refuses the values of a request. */
export function isRefused(error: unknown): boolean {
  return error instanceof RequestError && error.status === 422;
}
