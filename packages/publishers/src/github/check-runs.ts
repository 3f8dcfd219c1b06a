import { askGitHub } from "./ask-github.ts";
import type { GitHubClient } from "./open-client.ts";

/** What one job of a workflow, or another app, says of a commit. */
export interface CheckRun {
  readonly name: string;
  /** `success`, `failure` and others as GitHub calls them; undefined while it runs. */
  readonly conclusion: string | undefined;
  /** Where a person looks at it. */
  readonly url: string;
  /** What it says of itself, where it says anything. */
  readonly title: string | undefined;
}

const good: ReadonlySet<string> = new Set(["neutral", "skipped", "success"]);

/** Whether one that has ended says that the commit is fit, or nothing against it. */
export function isGood({ conclusion }: CheckRun): boolean {
  return conclusion !== undefined && good.has(conclusion);
}

/** The checks of a commit, each by its newest run. */
export async function listCheckRuns(client: GitHubClient, commit: string): Promise<readonly CheckRun[]> {
  const task = { task: `read the checks of ${commit.slice(0, 12)}`, right: "checks: read" };
  return await askGitHub(client, task, async (repository) => {
    const runs: CheckRun[] = [];
    for (let page = 1; ; page += 1) {
      const { data } = await client.octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
        ...repository,
        ref: commit,
        per_page: 100,
        page,
      });
      runs.push(...data.check_runs.map(toCheckRun));
      if (data.check_runs.length === 0 || runs.length >= data.total_count) return runs;
    }
  });
}

/** Starts a workflow, by the name of its file, on a branch. Sent once: where no answer comes, its checks tell whether it runs. */
export async function dispatchWorkflow(client: GitHubClient, workflow: string, branch: string): Promise<void> {
  const task = { task: `start ${workflow} on ${branch}`, right: "actions: write" };
  await askGitHub(client, task, (repository) =>
    client.octokit.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      ...repository,
      workflow_id: workflow,
      ref: branch,
      request: { retries: 0 },
    }),
  );
}

interface Answered {
  readonly name: string;
  readonly conclusion: string | null;
  readonly html_url: string | null;
  readonly details_url?: string | null;
  readonly output: { readonly title: string | null };
}

function toCheckRun({ name, conclusion, html_url, details_url, output }: Answered): CheckRun {
  return {
    name,
    conclusion: conclusion ?? undefined,
    url: html_url ?? details_url ?? "",
    title: output.title ?? undefined,
  };
}
