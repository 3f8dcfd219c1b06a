import type { GitHubClient } from "./open-client.ts";
import { statusOf, toGitHubFailure } from "./github-failure.ts";

export interface GitHubTask {
  /** What is to be done, as an infinitive. */
  readonly task: string;
  /** The permission that it takes; `contents: write` unless told. */
  readonly right?: string;
}

/** Does something with the repository. What Octokit throws comes as `E_GITHUB_AUTH`, `E_GITHUB_LIMITED`, `E_GITHUB_UNAVAILABLE` or `E_GITHUB_REFUSED`. */
export async function askGitHub<T>(
  { place, hasToken }: GitHubClient,
  { task, right = "contents: write" }: GitHubTask,
  work: (repository: { readonly owner: string; readonly repo: string }) => Promise<T>,
): Promise<T> {
  const { owner, repo } = place;
  return await work({ owner, repo }).catch((error: unknown) => {
    throw toGitHubFailure(error, { repository: `${owner}/${repo}`, task, right, hasToken });
  });
}

/** Undefined for what is not there, or may not be seen: for the given statuses, 404 unless told. */
export async function ifThere<T>(work: Promise<T>, ...statuses: readonly number[]): Promise<T | undefined> {
  return await work.catch((error: unknown) => {
    if ((statuses.length === 0 ? [404] : statuses).includes(statusOf(error) ?? 0)) return undefined;
    throw error;
  });
}
