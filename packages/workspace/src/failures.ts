import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_GIT: { command: string; said: string; repository: boolean };
  readonly E_WORKSPACE_MISSING: { dir: string };
  readonly E_CHANGESETS_MISSING: { root: string };
  readonly E_CHANGESETS_CONFIG: { problems: readonly string[] };
  readonly E_CHANGESETS_UNSUPPORTED: { version: string; why: string };
  readonly E_PLANNER_REFUSED: { planner: string; said: string };
  readonly E_PLAN_ALTERED: { problems: readonly string[] };
  readonly E_PLAN_INVALID: { problems: readonly string[] };
  readonly E_PLAN_STALE: { differences: readonly string[] };
  readonly E_CHANGELOG_MODULE: { module: string; why: string };
  readonly E_APPLY_BLOCKED: { problems: readonly string[] };
  readonly E_APPLY_MISMATCH: { problems: readonly string[] };
  readonly E_SNAPSHOT_PRE: { tag: string };
  readonly E_RELEASE_CUT_OFF: { ref: string };
}

/** The failures of reading a repository, planning and applying. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_GIT: (d) => ({
    exit: d.repository ? 5 : 2,
    what: `git ${d.command} failed`,
    why: d.said,
    who: "you",
    next: d.repository
      ? "mend what git names, then type the same command again"
      : "go to a folder inside a git repository, or make one with `git init`",
    retryable: d.repository,
  }),
  E_WORKSPACE_MISSING: (d) => ({
    exit: 2,
    what: `no workspace at or above ${d.dir}`,
    why: "neither that folder nor one above it holds a package.json, a pnpm-workspace.yaml or a .changeset folder",
    who: "you",
    next: "go to the repository, or name it with `--cwd DIR`",
    retryable: false,
  }),
  E_CHANGESETS_MISSING: (d) => ({
    exit: 2,
    what: `${d.root} has no .changeset folder`,
    why: "Changesets decides which packages move, and it keeps its configuration and the pending changesets there",
    who: "you",
    next: "`npx @changesets/cli init`, then commit the folder",
    retryable: false,
  }),
  E_CHANGESETS_CONFIG: (d) => ({
    exit: 2,
    what: "the configuration or the pre state of Changesets cannot be used",
    why: d.problems.join("\n"),
    who: "you",
    next: "mend .changeset/config.json or .changeset/pre.json as told, then type the same command again",
    retryable: false,
  }),
  E_CHANGESETS_UNSUPPORTED: (d) => ({
    exit: 2,
    what: `the installed Changesets${d.version === "" ? "" : ` ${d.version}`} cannot plan this repository`,
    why: d.why,
    who: "you",
    next: "install @changesets/cli 3 (2.31 works too), then type the same command again",
    retryable: false,
  }),
  E_PLANNER_REFUSED: (d) => ({
    exit: 2,
    what: `${d.planner} refuses`,
    why: d.said,
    who: "you",
    next: "mend what Changesets names, then type the same command again",
    retryable: false,
  }),
  E_PLAN_ALTERED: (d) => ({
    exit: 6,
    what: "release/plan.json was changed after Releaser wrote it",
    why: d.problems.join("\n"),
    who: "Owner",
    next: "find out who changed it with `git log -- release/plan.json`, and take it back from the commit that wrote it",
    retryable: false,
  }),
  E_PLAN_INVALID: (d) => ({
    exit: 3,
    what: "the release plan is not one that Releaser wrote",
    why: d.problems.join("\n"),
    who: "you",
    next: "take release/plan.json back from the commit that wrote it: `git log -- release/plan.json`",
    retryable: false,
  }),
  E_PLAN_STALE: (d) => ({
    exit: 3,
    what: "the plan is not what the tree gives now",
    why: d.differences.join("\n"),
    who: "you",
    next: "plan again: `releaser plan`",
    retryable: true,
  }),
  E_CHANGELOG_MODULE: (d) => ({
    exit: 2,
    what: `the changelog module ${d.module} cannot be used`,
    why: d.why,
    who: "you",
    next: "mend `changelog` in .changeset/config.json, or install the module",
    retryable: false,
  }),
  E_APPLY_BLOCKED: (d) => ({
    exit: 2,
    what: "the plan cannot be written into this tree; nothing was changed",
    why: d.problems.join("\n"),
    who: "you",
    next: "mend the files that are named, then type the same command again",
    retryable: false,
  }),
  E_APPLY_MISMATCH: (d) => ({
    exit: 1,
    what: "Changesets wrote other versions than the plan has",
    why: d.problems.join("\n"),
    who: "you",
    next: "throw the tree away and report it; nothing was committed",
    retryable: false,
  }),
  E_SNAPSHOT_PRE: (d) => ({
    exit: 2,
    what: `there are no snapshots in pre mode, and this branch is in \`${d.tag}\``,
    why: "a snapshot takes every changeset, and in pre mode those that were released as prereleases are kept for the release that ends it",
    who: "you",
    next: "`changeset pre exit` and `releaser version`, or make the snapshot from a branch without .changeset/pre.json",
    retryable: false,
  }),
  E_RELEASE_CUT_OFF: (d) => ({
    exit: 2,
    what: `the history of ${d.ref} is cut off before the commit that made its release`,
    why: "the clone is shallow, so the first commit with this plan cannot be told from a later one",
    who: "you",
    next: "`git fetch --unshallow`, or `fetch-depth: 0` in the checkout step",
    retryable: false,
  }),
});
