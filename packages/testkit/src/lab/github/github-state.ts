/** What one fake GitHub holds: plain data that is copied with `structuredClone`. Times are ISO 8601 in UTC. */
export interface GitHubState {
  nextId: number;
  /** By token. */
  tokens: Record<string, GitHubToken>;
  /** By `owner/name`. */
  repositories: Record<string, GitHubRepository>;
  limits: GitHubLimits;
}

export interface GitHubToken {
  login: string;
  role: "admin" | "read" | "write";
  /** The token of an app or a workflow: what it may do is not told to it. */
  app?: boolean;
  /** How a right that is missing is told: classic tokens are told that nothing is there. */
  refusal: 403 | 404;
}

/** Requests that are refused from now on. */
export interface GitHubLimits {
  /** Requests of this hour that are left. */
  remaining: number;
  /** Seconds until the hour is over. */
  resetsIn: number;
  /** How many of the next writes meet the secondary limit. */
  secondary: number;
  /** Seconds that they are told to wait. */
  retryAfter: number;
}

export interface GitHubRepository {
  id: number;
  owner: string;
  name: string;
  private: boolean;
  defaultBranch: string;
  createdAt: string;
  /** Whether what is released from now on is immutable. */
  immutableReleases: boolean;
  /** Oldest first. */
  releases: GitHubRelease[];
  /** Ids of releases that lists do not show yet, since they lag behind. */
  unlisted: number[];
  /** The id of the release that is marked as the latest. */
  latest: number | undefined;
  /** Tags that an immutable release had: they are never taken again. */
  burntTags: string[];
  categories: string[];
  issues: GitHubIssue[];
  pulls: GitHubPull[];
  workflows: GitHubWorkflow[];
  /** Of all commits, in the order in which they began. */
  checks: GitHubCheck[];
  /** Branches that take pull requests only, by name. */
  protectedBranches: string[];
  /** Patterns of tags (`refs/tags/v*`) that a ruleset keeps from being made. */
  tagRulesets: GitHubRuleset[];
  /** Names of environments. */
  environments: string[];
  /** A bare repository whose references are this one's; `refs` stands in for it where there is none. */
  gitDir: string | undefined;
  /** Object ids by full name. */
  refs: Record<string, string>;
}

export interface GitHubRuleset {
  id: number;
  name: string;
  target: "branch" | "tag";
  include: string[];
  /** Logins of those that it does not bind. */
  bypass: string[];
  rules: ("creation" | "deletion" | "update")[];
  enforcement: "active" | "disabled" | "evaluate";
}

export interface GitHubWorkflow {
  /** `.github/workflows/ci.yml`. */
  path: string;
  on: ("push" | "workflow_dispatch")[];
  jobs: GitHubJob[];
}

export interface GitHubJob {
  name: string;
  conclusion: "cancelled" | "failure" | "neutral" | "skipped" | "success" | "timed_out";
  /** What it says of itself. */
  title?: string;
  /** So many looks at it find it running. */
  after: number;
}

/** One run of a job. */
export interface GitHubCheck extends GitHubJob {
  id: number;
  sha: string;
  /** The path of its workflow. */
  workflow: string;
  /** How often it was looked at. */
  looks: number;
  startedAt: string;
}

export interface GitHubRelease {
  id: number;
  tag: string;
  target: string;
  title: string | undefined;
  body: string | undefined;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  author: string;
  createdAt: string;
  publishedAt: string | undefined;
  /** Number of the linked discussion. */
  discussion: number | undefined;
  assets: GitHubAsset[];
}

export interface GitHubAsset {
  id: number;
  name: string;
  label: string | undefined;
  type: string;
  /** `starter`: its upload was cut off. */
  state: "starter" | "uploaded";
  uploader: string;
  createdAt: string;
  bytes: Uint8Array;
}

export interface GitHubIssue {
  number: number;
  title: string;
  locked: boolean;
  comments: GitHubComment[];
  body?: string;
  labels?: string[];
  /** `open` unless told. */
  state?: "closed" | "open";
  author?: string;
  createdAt?: string;
}

export interface GitHubComment {
  id: number;
  author: string;
  body: string;
  createdAt: string;
  updatedAt: string;
}

/** Its conversation is the issue of the same number. */
export interface GitHubPull {
  id: number;
  number: number;
  title: string;
  body: string | undefined;
  author: string;
  state: "closed" | "open";
  base: string;
  head: string;
  headSha: string;
  mergedAt: string | undefined;
  mergeCommit: string | undefined;
  /** Ids of its commits. */
  commits: string[];
  createdAt: string;
}

/** A state with nobody and nothing in it. */
export function emptyState(): GitHubState {
  const limits = { remaining: 5000, resetsIn: 3600, secondary: 0, retryAfter: 1 };
  return { nextId: 1000, tokens: {}, repositories: {}, limits };
}

/** Adds an empty public repository; what is given replaces its defaults. */
export function addRepository(
  state: GitHubState,
  path: string,
  more: Partial<GitHubRepository> = {},
): GitHubRepository {
  const [owner = "", name = ""] = path.split("/");
  const repository: GitHubRepository = {
    id: takeId(state),
    owner,
    name,
    private: false,
    defaultBranch: "main",
    createdAt: "2026-01-01T00:00:00Z",
    immutableReleases: false,
    releases: [],
    unlisted: [],
    latest: undefined,
    burntTags: [],
    categories: [],
    issues: [],
    pulls: [],
    workflows: [],
    checks: [],
    protectedBranches: [],
    tagRulesets: [],
    environments: [],
    gitDir: undefined,
    refs: {},
    ...more,
  };
  state.repositories[path] = repository;
  return repository;
}

/** Ids are never used twice. */
export function takeId(state: GitHubState): number {
  state.nextId += 1;
  return state.nextId;
}
