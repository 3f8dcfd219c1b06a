import { mayWrite } from "./call.ts";
import { notFound, Refusal, type SeenRequest } from "./exchange.ts";
import type { GitHubRepository, GitHubState, GitHubToken } from "./github-state.ts";

/** Who asks. Throws the 401 of a token that nobody has. */
export function viewerOf(state: GitHubState, { headers }: SeenRequest): GitHubToken | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, token = ""] = /^(?:bearer|token) (.+)$/iu.exec(authorization) ?? [];
  const viewer = state.tokens[token];
  if (!viewer) throw new Refusal(401, "Bad credentials");
  return viewer;
}

/** The repository of a path. Throws the 404 that tells nobody of a private one, and the answer of a right that is missing. */
export function repositoryFor(
  {
    state,
    viewer,
    method,
  }: { readonly state: GitHubState; readonly viewer: GitHubToken | undefined; readonly method: string },
  path: string,
): GitHubRepository {
  const repository = state.repositories[path];
  if (!repository || (repository.private && viewer === undefined)) throw notFound();
  if (method === "GET" || mayWrite({ viewer })) return repository;
  if (viewer === undefined) throw new Refusal(401, "Requires authentication");
  throw viewer.refusal === 404 ? notFound() : new Refusal(403, "Resource not accessible by personal access token");
}

/** Counts a request. Throws where it is one too many; `now` is in seconds since 1970. */
export function countRequest({ limits }: GitHubState, { method }: SeenRequest, now: number): void {
  if (limits.remaining <= 0) {
    throw new Refusal(403, "API rate limit exceeded for user ID 1.", { headers: limitHeaders(limits, now) });
  }
  limits.remaining -= 1;
  if (method === "GET" || limits.secondary <= 0) return;
  limits.secondary -= 1;
  const headers = { "retry-after": String(limits.retryAfter) };
  throw new Refusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", {
    headers,
  });
}

/** What every answer says of the limits. */
export function limitHeaders(
  { remaining, resetsIn }: GitHubState["limits"],
  now: number,
): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": String(Math.max(0, remaining)),
    "x-ratelimit-reset": String(Math.floor(now) + resetsIn),
    "x-ratelimit-resource": "core",
  };
}
