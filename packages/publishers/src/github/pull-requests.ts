import type { Endpoints } from "@octokit/types";
import { askGitHub } from "./ask-github.ts";
import { isRefused } from "./github-failure.ts";
import type { GitHubClient } from "./open-client.ts";

/** A pull request as it is. */
export interface PullState {
  readonly number: number;
  readonly url: string;
  readonly state: "closed" | "merged" | "open";
  readonly title: string;
  readonly body: string;
  /** Whether nobody may comment on it. */
  readonly locked: boolean;
}

export interface PullWanted {
  /** A branch of the same repository. */
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

const reading = { task: "read pull requests", right: "pull-requests: read" };
const writing = "pull-requests: write";

/** The newest pull request of a branch into another; undefined where there was none. */
export async function findPull(
  client: GitHubClient,
  { head, base }: Pick<PullWanted, "base" | "head">,
): Promise<PullState | undefined> {
  const query = { head: `${client.place.owner}:${head}`, base, state: "all", per_page: 1 } as const;
  const { data } = await askGitHub(client, reading, (repository) =>
    client.octokit.request("GET /repos/{owner}/{repo}/pulls", { ...repository, ...query }),
  );
  return data.map(toPullState)[0];
}

/** Opens a pull request, or gives the open one of the same branches the words that are wanted. */
export async function bringPull(client: GitHubClient, { head, base, title, body }: PullWanted): Promise<void> {
  const found = await findPull(client, { head, base });
  if (found?.state === "open" && found.title === title && found.body === body) return;
  await askGitHub(client, { task: `open a pull request of ${head}`, right: writing }, async (repository) => {
    if (found?.state === "open") {
      const changed = { ...repository, pull_number: found.number, title, body };
      await client.octokit.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", changed);
      return;
    }
    const made = { ...repository, head, base, title, body, request: { retries: 0 } };
    await client.octokit.request("POST /repos/{owner}/{repo}/pulls", made).catch(async (error: unknown) => {
      const other = isRefused(error) ? await findPull(client, { head, base }) : undefined;
      if (other?.state !== "open") throw error;
    });
  });
}

/** The pull requests that brought a commit, merged ones alone. */
export async function pullsOfCommit(client: GitHubClient, commit: string): Promise<readonly PullState[]> {
  const found = await askGitHub(client, reading, (repository) =>
    client.octokit.paginate("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
      ...repository,
      commit_sha: commit,
    }),
  );
  return found.map(toPullState).filter(({ state }) => state === "merged");
}

type Answered = Endpoints["GET /repos/{owner}/{repo}/pulls"]["response"]["data"][number];

function toPullState({ number, html_url, state, merged_at, title, body, locked }: Answered): PullState {
  const isOpen = state === "open";
  return {
    number,
    url: html_url,
    state: isOpen ? "open" : merged_at === null ? "closed" : "merged",
    title,
    body: body ?? "",
    locked,
  };
}
