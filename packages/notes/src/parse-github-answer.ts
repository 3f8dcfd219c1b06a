import { toldAccountName } from "@releaser/core";
import type { CommitFacts } from "./commit-facts.ts";

/**
 * What GitHub's GraphQL interface answers about `c0`, `c1`, … of a repository, by their numbers. Of several pull requests
 * the one of this repository that was merged first counts. Throws where there is no data of the repository; no error quotes
 * the answer.
 */
export function parseGitHubAnswer(answer: string, path: string): ReadonlyMap<number, CommitFacts> {
  const repository = member(member(parseJson(answer), "data"), "repository");
  if (typeof repository !== "object" || repository === null) throw new Error("no data of the repository");
  const found = new Map<number, CommitFacts>();
  for (const [name, commit] of Object.entries(repository)) {
    const facts = parseCommit(commit, path);
    if (facts !== undefined && /^c\d+$/u.test(name)) found.set(Number(name.slice(1)), facts);
  }
  return found;
}

function parseJson(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    throw new Error("an answer that is no JSON");
  }
}

function parseCommit(commit: unknown, path: string): CommitFacts | undefined {
  if (commit === null || commit === undefined) return undefined;
  const nodes = member(member(commit, "associatedPullRequests"), "nodes");
  const [pull] = (Array.isArray(nodes) ? (nodes as readonly unknown[]) : [])
    .map(parsePull)
    .filter(({ merged, repository }) => merged !== "" && repository.toLowerCase() === path.toLowerCase())
    .toSorted((a, b) => (a.merged < b.merged ? -1 : 1));
  const login = pull?.login ?? parseLogin(member(member(commit, "author"), "user"));
  return { pull: pull?.number, author: login === undefined ? undefined : { login } };
}

interface Pull {
  readonly number: number | undefined;
  /** When, in UTC; empty where it was not. */
  readonly merged: string;
  readonly login: string | undefined;
  readonly repository: string;
}

function parsePull(node: unknown): Pull {
  const number = member(node, "number");
  return {
    number: Number.isSafeInteger(number) ? Number(number) : undefined,
    merged: toText(member(node, "mergedAt")),
    login: parseLogin(member(node, "author")),
    repository: toText(member(member(node, "repository"), "nameWithOwner")),
  };
}

const account = new RegExp(`^${toldAccountName}$`, "u");

function parseLogin(value: unknown): string | undefined {
  const login = toText(member(value, "login"));
  return account.test(login) ? login : undefined;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
