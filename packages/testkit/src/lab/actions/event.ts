import { triggersOf, type WorkflowSpec } from "./workflow-spec.ts";

/** What happened, as GitHub tells a workflow of it. */
export interface WorkflowEvent {
  readonly name: "merge_group" | "pull_request" | "push" | "workflow_dispatch";
  /** `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  /** The commit that is checked out. */
  readonly sha: string;
  /** The branch that a pull request is to be merged into, and the one that it comes from. */
  readonly base?: string;
  readonly head?: string;
  /** Who made it happen. */
  readonly actor: string;
  /** Whether a fork sent it: no secrets then, and a token that reads. */
  readonly fork?: boolean;
  /** The document at `GITHUB_EVENT_PATH`. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface PushOf {
  readonly repository: string;
  readonly sha: string;
  readonly before: string;
  readonly branch?: string;
  readonly message: string;
}

/** A push to a branch. */
export function pushEvent({ repository, sha, before, branch = "main", message }: PushOf): WorkflowEvent {
  const ref = `refs/heads/${branch}`;
  const commit = { id: sha, message, author: { name: "Tester", email: "tester@example.test" } };
  const payload = {
    ref,
    before,
    after: sha,
    repository: toRepository(repository),
    head_commit: commit,
    commits: [commit],
  };
  return { name: "push", ref, sha, actor: "maintainer", payload };
}

export interface PullRequestOf {
  readonly repository: string;
  readonly number: number;
  /** The merge of head and base. */
  readonly sha: string;
  readonly head: { readonly ref: string; readonly sha: string; readonly repository: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly title: string;
}

/** A pull request that was opened. */
export function pullRequestEvent({ repository, number, sha, head, base, title }: PullRequestOf): WorkflowEvent {
  const fork = head.repository !== repository;
  const pull = {
    number,
    title,
    state: "open",
    user: { login: "contributor" },
    head: { ref: head.ref, sha: head.sha, repo: { ...toRepository(head.repository), fork } },
    base: { ref: base.ref, sha: base.sha, repo: { ...toRepository(repository), fork: false } },
  };
  return {
    name: "pull_request",
    ref: `refs/pull/${number}/merge`,
    sha,
    base: base.ref,
    head: head.ref,
    actor: "contributor",
    fork,
    payload: { action: "opened", number, pull_request: pull, repository: toRepository(repository) },
  };
}

/** Whether an event starts a workflow. */
export function isStartedBy(workflow: WorkflowSpec, { name, base, ref, payload }: WorkflowEvent): boolean {
  const triggers = triggersOf(workflow);
  if (!(name in triggers)) return false;
  const { branches, types } = triggers[name] ?? {};
  const branch = base ?? ref.replace(/^refs\/heads\//u, "");
  const { action } = payload;
  return (branches?.includes(branch) ?? true) && (types?.some((type) => type === action) ?? true);
}

function toRepository(path: string): Readonly<Record<string, unknown>> {
  const [owner = "", name = ""] = path.split("/");
  return { full_name: path, name, owner: { login: owner }, default_branch: "main", private: false };
}
