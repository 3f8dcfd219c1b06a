import type { Answer, SeenRequest } from "./exchange.ts";
import type { GitHubRepository, GitHubState, GitHubToken } from "./github-state.ts";

/** Where the fake is reached, without a slash at the end: as on GitHub, each has a host of its own. */
export interface Addresses {
  readonly api: string;
  readonly uploads: string;
  /** Where the bytes of assets are fetched; a token has no business there. */
  readonly storage: string;
  readonly web: string;
}

/** A request that was found to be in order, as an endpoint is given it. */
export interface Call {
  readonly state: GitHubState;
  readonly repository: GitHubRepository;
  /** Undefined for a request without a token. */
  readonly viewer: GitHubToken | undefined;
  /** Of the path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly request: SeenRequest;
  /** The members of the JSON body. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly at: Addresses;
  /** ISO 8601, to the second. */
  readonly now: string;
}

/** One endpoint. It may change the state. */
export type Endpoint = (call: Call) => Answer;

/** Whether the asker may push. */
export function mayWrite({ viewer }: Pick<Call, "viewer">): boolean {
  return viewer?.role === "write" || viewer?.role === "admin";
}

/** A list's page with the `Link` header that leads to the others. */
export function paginated<T>({ request }: Call, all: readonly T[], render: (one: T) => unknown): Answer {
  const { searchParams } = request.url;
  const size = Math.min(Number(searchParams.get("per_page") ?? 30), 100);
  const page = Number(searchParams.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const to = (number: number, rel: string): string => {
    const url = new URL(request.url);
    url.searchParams.set("page", String(number));
    return `<${url.href}>; rel="${rel}"`;
  };
  const before = page > 1 ? [to(page - 1, "prev"), to(1, "first")] : [];
  const links = [...before, ...(page < last ? [to(page + 1, "next"), to(last, "last")] : [])];
  return {
    status: 200,
    body: all.slice((page - 1) * size, page * size).map(render),
    ...(links.length > 0 && { headers: { link: links.join(", ") } }),
  };
}
