import { defineFailures, type FailureConstructors } from "@releaser/core";
import { owner } from "./common.ts";

export interface VersionDetails {
  readonly E_TREE_DIRTY: { paths: readonly string[] };
  readonly E_VERSION_INTERRUPTED: { paths: readonly string[] };
  readonly E_VERSION_TOUCHED: { paths: readonly string[] };
  readonly E_COMMIT_DIFFERS: { commit: string; problems: readonly string[] };
  readonly E_LOCKFILE: { command: string; why: string };
}

/** What keeps versions from being cut. */
export const versionFailures: FailureConstructors<VersionDetails> = defineFailures<VersionDetails>({
  E_TREE_DIRTY: (d) => ({
    exit: 2,
    what: "the work tree holds changes that are not committed",
    why: d.paths.join("\n"),
    who: "you",
    next: "git commit or git stash them: the version commit holds nothing but the release",
    retryable: false,
  }),
  E_VERSION_INTERRUPTED: (d) => ({
    exit: 2,
    what: "an earlier `releaser version` was killed while it moved the branch, and other files changed since",
    why: d.paths.join("\n"),
    who: "you",
    next: "put those files aside (git stash), then type the same command again: it finishes by itself",
    retryable: false,
  }),
  E_VERSION_TOUCHED: (d) => ({
    exit: 6,
    what: "the version commit would touch files that are no release metadata",
    why: d.paths.join("\n"),
    who: owner,
    next: "find what wrote them (a changelog or format step of the repository); nothing was committed",
    retryable: false,
  }),
  E_COMMIT_DIFFERS: (d) => ({
    exit: 6,
    what: `the version commit ${d.commit.slice(0, 12)} does not say what was planned`,
    why: d.problems.join("\n"),
    who: owner,
    next: "look at it with git show; nothing of it became visible",
    retryable: false,
  }),
  E_LOCKFILE: (d) => ({
    exit: 5,
    what: "the lockfile could not be brought up to the new versions",
    why: d.why,
    who: "Builder",
    next: `${d.command}; then type the same command again. Nothing was committed`,
    retryable: true,
  }),
});
