import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import {
  addRepository,
  emptyState,
  type GitHubRepository,
  type GitHubServer,
  openGitHub,
} from "@releaser/testkit/github";
import { expect, onTestFinished } from "vitest";

/** A fake GitHub with the repository `acme/shop`, where the token `writer` may write and `reader` may read. */
export interface Shop {
  readonly server: GitHubServer;
  /** As it is now. */
  readonly repository: () => GitHubRepository;
}

export async function openShop(given: Partial<GitHubRepository> = {}): Promise<Shop> {
  const server = await openGitHub({ state: emptyState() });
  onTestFinished(() => server.close());
  const { state } = server;
  state.tokens = {
    writer: { login: "releaser", role: "write", refusal: 403 },
    reader: { login: "reader", role: "read", refusal: 403 },
  };
  addRepository(state, "acme/shop", given);
  return { server, repository: () => state.repositories["acme/shop"] ?? expect.unreachable() };
}

/** The bodies of the comments on the pull request with a number. */
export function commentsOn({ repository }: Shop, number: number): readonly string[] {
  const issue = repository().issues.find((one) => one.number === number);
  return (issue?.comments ?? []).map(({ body }) => body);
}

interface JobOptions {
  /** Of the pull request's head; that of the shop unless told. */
  readonly head?: string;
  readonly branch?: string;
  /** `writer` unless told. */
  readonly token?: string;
}

/** What GitHub tells a job of a workflow that a pull request started, with the file that the step's summary goes to. */
export function jobOfPull(
  { server }: Shop,
  number: number,
  { head = "acme/shop", branch = "fix/it", token = "writer" }: JobOptions = {},
): { readonly env: Readonly<Record<string, string>>; readonly summary: string } {
  const place = tempDir();
  const [event, summary] = [join(place, "event.json"), join(place, "summary.md")];
  writeFileSync(event, JSON.stringify({ number, pull_request: { number, head: { repo: { full_name: head } } } }));
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: server.at.api,
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: event,
    GITHUB_HEAD_REF: branch,
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_TOKEN: token,
  };
  return { env, summary };
}

/** Opens a pull request of a branch that the remote has, or brings the one that is open up to date, as an action does. Gives its number. */
export async function bringPullRequest(
  { api, token }: { readonly api: string; readonly token: string },
  pull: { readonly title: string; readonly head: string; readonly base: string },
): Promise<number> {
  const address = `${api}/repos/acme/shop/pulls`;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `token ${token}`,
    "content-type": "application/json",
  };
  const ask = async (url: string, method = "GET", body?: object): Promise<unknown> => {
    const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  const query = new URLSearchParams({ state: "open", head: `acme:${pull.head}`, base: pull.base });
  const [there] = (await ask(`${address}?${query.toString()}`)) as readonly { readonly number: number }[];
  if (there === undefined) return ((await ask(address, "POST", pull)) as { readonly number: number }).number;
  await ask(`${address}/${there.number}`, "PATCH", { title: pull.title });
  return there.number;
}
