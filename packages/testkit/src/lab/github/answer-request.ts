import { createHash } from "node:crypto";
import { countRequest, limitHeaders, repositoryFor, viewerOf } from "./access.ts";
import type { Addresses } from "./call.ts";
import { checkAnswer, checkRequest, parseBody } from "./check-exchange.ts";
import { Refusal, type Answer, type SeenRequest } from "./exchange.ts";
import type { GitHubState } from "./github-state.ts";
import { findRoute, type Route } from "./routes.ts";

export interface GitHubWorld {
  readonly state: GitHubState;
  readonly at: Addresses;
  readonly now: Date;
}

/** What the API answers, and what in the exchange GitHub's description does not allow. */
export function answerRequest(
  request: SeenRequest,
  { state, at, now }: GitHubWorld,
): { readonly answer: Answer; readonly problems: readonly string[] } {
  const route = findRoute(request.method, request.url.pathname);
  if (!route) return broken([`there is no ${request.method} ${request.url.pathname} here`]);
  const problems = checkRequest(request, route);
  if (problems.length > 0) return broken(problems);
  const seconds = now.getTime() / 1000;
  const answer = withTag(
    request,
    caught(() => answerRoute(request, route, { state, at, now })),
  );
  const headers = { ...limitHeaders(state.limits, seconds), ...answer.headers };
  return { answer: { ...answer, headers }, problems: checkAnswer(answer, route) };
}

function answerRoute(request: SeenRequest, route: Route, { state, at, now }: GitHubWorld): Answer {
  countRequest(state, request, now.getTime() / 1000);
  const viewer = viewerOf(state, request);
  const { owner, repo = "" } = route.parameters;
  // What belongs to no repository is given the first.
  const path = owner === undefined ? (Object.keys(state.repositories)[0] ?? "") : `${owner}/${repo}`;
  return route.endpoint({
    state,
    viewer,
    repository: repositoryFor({ state, viewer, method: request.method }, path),
    parameters: route.parameters,
    request,
    json: (parseBody(request.bytes) ?? {}) as Readonly<Record<string, unknown>>,
    at,
    now: `${now.toISOString().slice(0, "YYYY-MM-DDThh:mm:ss".length)}Z`,
  });
}

function caught(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** A client that has the same bytes already is told so, and gets none. */
function withTag({ method, headers }: SeenRequest, answer: Answer): Answer {
  if (method !== "GET" || answer.status !== 200) return answer;
  const etag = `W/"${createHash("sha256").update(JSON.stringify(answer.body)).digest("hex")}"`;
  return headers["if-none-match"] === etag
    ? { status: 304, headers: { etag } }
    : { ...answer, headers: { ...answer.headers, etag } };
}

/** Said to the client too, so that what it does next fails as loudly. */
function broken(problems: readonly string[]): ReturnType<typeof answerRequest> {
  return { answer: { status: 500, body: { message: `not as GitHub describes it: ${problems.join("; ")}` } }, problems };
}
