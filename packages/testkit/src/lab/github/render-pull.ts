import type { Call } from "./call.ts";
import type { GitHubPull } from "./github-state.ts";
import { readRefs } from "./refs.ts";
import { renderRepository, renderUser } from "./render-repository.ts";

/** A pull request as lists show it. An open one's head is where its branch is now. */
export function renderPull(pull: GitHubPull, call: Pick<Call, "at" | "repository">): object {
  const { repository, at } = call;
  const links = toLinks(pull, call);
  const self = `${at.api}/repos/${repository.owner}/${repository.name}/pulls/${pull.number}`;
  return {
    url: self,
    id: pull.id,
    node_id: `PR_${pull.id}`,
    ...links,
    diff_url: `${links.html_url}.diff`,
    patch_url: `${links.html_url}.patch`,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: renderUser(pull.author, at),
    body: pull.body ?? null,
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    closed_at: pull.mergedAt ?? null,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommit ?? null,
    draft: false,
    ...toSides(pull, call),
    _links: toNested({ ...links, self_url: self }),
    author_association: "MEMBER",
    ...nobody,
  };
}

const nobody = {
  assignee: null,
  assignees: [],
  requested_reviewers: [],
  requested_teams: [],
  milestone: null,
  labels: [],
  auto_merge: null,
};

interface Links extends Readonly<Record<string, string>> {
  readonly html_url: string;
}

function toLinks({ number, headSha }: GitHubPull, { repository, at }: Pick<Call, "at" | "repository">): Links {
  const path = `${repository.owner}/${repository.name}`;
  const api = `${at.api}/repos/${path}`;
  return {
    comments_url: `${api}/issues/${number}/comments`,
    commits_url: `${api}/pulls/${number}/commits`,
    statuses_url: `${api}/statuses/${headSha}`,
    html_url: `${at.web}/${path}/pull/${number}`,
    issue_url: `${api}/issues/${number}`,
    review_comments_url: `${api}/pulls/${number}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
  };
}

function toSides(pull: GitHubPull, { repository, at }: Pick<Call, "at" | "repository">): object {
  const refs = readRefs(repository);
  const now = (branch: string): string => refs.get(`refs/heads/${branch}`) ?? pull.headSha;
  const side = (ref: string, sha: string): object => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: renderUser(repository.owner, at),
    repo: renderRepository(repository, at),
  });
  return {
    head: side(pull.head, pull.state === "open" ? now(pull.head) : pull.headSha),
    base: side(pull.base, now(pull.base)),
  };
}

function toNested(links: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(links).map(([name, href]) => [name.replace(/_url$/u, ""), { href }]));
}

/** The same as it is shown alone. */
export function renderWholePull(pull: GitHubPull, call: Pick<Call, "at" | "repository">): object {
  const counts = ["additions", "changed_files", "comments", "commits", "deletions", "review_comments"];
  return {
    ...renderPull(pull, call),
    merged: pull.mergedAt !== undefined,
    mergeable: true,
    mergeable_state: "clean",
    merged_by: null,
    rebaseable: true,
    maintainer_can_modify: false,
    ...Object.fromEntries(counts.map((name) => [name, 0])),
  };
}
