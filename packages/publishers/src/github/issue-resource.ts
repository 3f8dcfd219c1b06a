import type { Observation, Resource } from "@releaser/core";
import { askGitHub } from "./ask-github.ts";
import type { GitHubClient } from "./open-client.ts";

/** An issue as it is to be. */
export interface IssueWanted {
  readonly title: string;
  /** Markdown that is safe to post, with the marker in it. */
  readonly body: string;
  /** Those that the repository does not have are made. */
  readonly labels: readonly string[];
}

export interface IssueResourceOptions {
  readonly client: GitHubClient;
  /** What tells it from other issues in the id: `issue:<name>`. */
  readonly name: string;
  /** An HTML comment that is in the body, by which it is found again. */
  readonly marker: string;
  /** A label that it has, by which issues are looked through. */
  readonly label: string;
  /** Undefined where none is to be open any more; then it is closed with this comment. */
  readonly wanted: IssueWanted | undefined;
  /** Markdown that is safe to post. */
  readonly closing: string;
}

/** Milliseconds that a list may lag behind what was opened or closed just now. */
const toShow = 15_000;

interface Issue {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
}

/** One open issue, or none, id `issue:<name>`. It is found by a hidden marker among those with its label, so there is one however often it is run. */
export function issueResource(options: IssueResourceOptions): Resource<Issue | undefined> {
  const { name, wanted } = options;
  return {
    id: `issue:${name}`,
    stage: "announced",
    title: wanted === undefined ? `closing what was escalated to ${name}` : `escalating to ${name}`,
    settle: toShow,
    observe: async () => toObservation(await find(options), wanted),
    apply: async (seen) => {
      const found = seen.is === "different" ? seen.seen : undefined;
      if (wanted === undefined) return found && (await close(options, found));
      return found ? await update(options, found, wanted) : await create(options, wanted);
    },
    describe: (issue) => issue?.url ?? "none is open",
  };
}

function toObservation(found: Issue | undefined, wanted: IssueWanted | undefined): Observation<Issue | undefined> {
  if (wanted === undefined) {
    if (found === undefined) return { is: "equal", seen: undefined };
    return { is: "different", seen: found, why: "it is still open", replaceable: true };
  }
  if (found === undefined) return { is: "absent" };
  const isSame = found.title === wanted.title && toPlain(found.body) === toPlain(wanted.body);
  if (isSame) return { is: "equal", seen: found };
  return { is: "different", seen: found, why: "it tells what was before", replaceable: true };
}

/** As GitHub gives a text back: line ends may be others, and white space at its end is lost. */
function toPlain(body: string): string {
  return body.replaceAll("\r\n", "\n").trim();
}

async function find({ client, label, marker }: IssueResourceOptions): Promise<Issue | undefined> {
  const task = { task: "read its open issues", right: "issues: read" };
  const all = await askGitHub(client, task, (repository) =>
    client.octokit.paginate("GET /repos/{owner}/{repo}/issues", {
      ...repository,
      state: "open",
      labels: label,
      per_page: 100,
    }),
  );
  const found = all.find((one) => one.pull_request === undefined && (one.body ?? "").includes(marker));
  return found && { number: found.number, url: found.html_url, title: found.title, body: found.body ?? "" };
}

const writing = { right: "issues: write" };

async function create({ client }: IssueResourceOptions, { title, body, labels }: IssueWanted): Promise<void> {
  await askGitHub(client, { task: "open an issue", ...writing }, (repository) =>
    client.octokit.request("POST /repos/{owner}/{repo}/issues", {
      ...repository,
      title,
      body,
      labels: [...labels],
      request: { retries: 0 },
    }),
  );
}

async function update(
  { client }: IssueResourceOptions,
  { number }: Issue,
  { title, body }: IssueWanted,
): Promise<void> {
  await askGitHub(client, { task: `update #${number}`, ...writing }, (repository) =>
    client.octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      ...repository,
      issue_number: number,
      title,
      body,
    }),
  );
}

async function close({ client, closing }: IssueResourceOptions, { number }: Issue): Promise<void> {
  await askGitHub(client, { task: `close #${number}`, ...writing }, async (repository) => {
    const issue = { ...repository, issue_number: number };
    await client.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...issue,
      body: closing,
      request: { retries: 0 },
    });
    await client.octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      ...issue,
      state: "closed",
      state_reason: "completed",
    });
  });
}
