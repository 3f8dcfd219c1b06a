import { splitStated } from "@releaser/core";
import type { GitHubClient, PullState } from "@releaser/publishers/github";
import type { Train } from "./train.ts";

/**
 * The numbers of the pull requests and issues that a release concerns, in order: of each changeset the pull request that it
 * states, else those that brought the commit which added it, and the issues that these say they close.
 */
export async function conversationsOf(train: Train, client: GitHubClient): Promise<readonly number[]> {
  const { pullsOfCommit } = await import("@releaser/publishers/github");
  const { changesets } = train.release.plan;
  const found = await Promise.all(
    changesets.map(async ({ id, summary }) => {
      const { pull } = splitStated(summary);
      if (pull !== undefined) return [pull];
      const commit = await addedIn(train, `.changeset/${id}.md`);
      return commit === undefined ? [] : toNumbers(await pullsOfCommit(client, commit));
    }),
  );
  return [...new Set(found.flat())].toSorted((a, b) => a - b);
}

/** The commit that added a file to the release's history; undefined where a clone does not tell. */
async function addedIn({ git, release }: Train, path: string): Promise<string | undefined> {
  const args = [
    "log",
    "--max-count=1",
    "--diff-filter=A",
    "--format=%H",
    "--end-of-options",
    release.commit,
    "--",
    path,
  ];
  const commit = await git.text(args);
  return commit === "" ? undefined : commit;
}

function toNumbers(pulls: readonly PullState[]): readonly number[] {
  return pulls.flatMap(({ number, body }) => [number, ...closedIssues(body)]);
}

/** The issues of the same repository that a pull request's description closes, by the words that GitHub knows. */
export function closedIssues(body: string): readonly number[] {
  const found = body.matchAll(/(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t]+#(\d{1,9})(?!\w)/giu);
  return [...found].map(([, number]) => Number(number));
}
