import { defineFailures, type FailureConstructors } from "@releaser/core";
import { nodeTooOld } from "../node-too-old.ts";
import { again, owner } from "./common.ts";

export interface CommandDetails {
  readonly E_NODE: { version: string };
  readonly E_USAGE: { message: string };
  readonly E_CONFIG_INVALID: { file: string; problems: readonly string[] };
  readonly E_CONFIG_CODE: { file: string; keys: readonly string[]; whole: boolean };
  readonly E_NOT_A_REPOSITORY: { dir: string };
  readonly E_NOTHING_PLANS: { root: string };
  readonly E_SKEW: { errors: number; first: string; mend: string | undefined };
  readonly E_FIX_WRITE: { file: string; why: string; written: readonly string[]; left: readonly string[] };
  readonly E_DECISION_UNKNOWN: { ids: readonly string[]; ledger: string };
  readonly E_NOTES_RANGE: { ref: string; why: string; lacks: "history" | "names" | "objects" };
  readonly E_PACKAGE_UNKNOWN: { name: string; nearest: string | undefined };
  readonly E_OUTPUTS: { why: string };
  readonly E_PORTABLE: { dir: string; why: string; next: string };
}

/** What is wrong with what was typed, configured, or is here. */
export const commandFailures: FailureConstructors<CommandDetails> = defineFailures<CommandDetails>({
  E_NODE: ({ version }) => nodeTooOld(version),
  E_USAGE: (d) => ({
    exit: 2,
    what: "the command was not understood",
    why: d.message,
    who: "you",
    next: "releaser --help",
    retryable: false,
  }),
  E_CONFIG_INVALID: (d) => ({
    exit: 2,
    what: `${d.file} is not a valid configuration`,
    why: d.problems.join("\n"),
    who: "you",
    next: `mend ${d.file}; every key is told in docs/configuration.md`,
    retryable: false,
  }),
  E_CONFIG_CODE: (d) => ({
    exit: 2,
    what: `${d.file} would have to be run to know ${d.keys.includes("default") ? "what it says" : d.keys.join(", ")}`,
    why: d.whole
      ? "--no-run-config keeps code of the repository from running, and what changes the world needs all of the configuration"
      : "what is verified is not trusted yet, so its code is not run",
    who: "you",
    next: d.whole
      ? "write plain values, or releaser.config.json; or leave --no-run-config out"
      : "read the file; where you trust it, add --run-config. Plain values, or releaser.config.json, need no code",
    retryable: false,
  }),
  E_NOT_A_REPOSITORY: (d) => ({
    exit: 2,
    what: `${d.dir} lies in no git repository with a commit`,
    why: "a release is a commit on a branch, so there must be one",
    who: "you",
    next: "git init && git add . && git commit, or name the repository with --cwd",
    retryable: false,
  }),
  E_NOTHING_PLANS: (d) => ({
    exit: 2,
    what: "nothing plans a release here",
    why: `${d.root} has no .changeset folder`,
    who: "you",
    next: "releaser init, then add a changeset",
    retryable: false,
  }),
  E_SKEW: (d) => ({
    exit: 7,
    what: `${d.errors} version skew ${d.errors === 1 ? "error stands" : "errors stand"} in the way`,
    why: [d.first, d.mend].filter((line) => line !== undefined).join("\n"),
    who: "Builder",
    next: "releaser skew",
    retryable: false,
  }),
  E_FIX_WRITE: (d) => ({
    exit: 2,
    what: `${d.file} could not be written`,
    why: [
      d.why,
      d.written.length === 0 ? "nothing was written" : `written: ${d.written.join(", ")}`,
      `not written: ${d.left.join(", ")}`,
    ].join("\n"),
    who: "you",
    next: "mend that, then type the same command again: what was mended is skipped",
    retryable: true,
  }),
  E_DECISION_UNKNOWN: (d) => ({
    exit: 2,
    what: `changesets name decisions that the ledger does not have: ${d.ids.join(", ")}`,
    why: `${d.ledger} and its archive have no entry with that ID`,
    who: owner,
    next: `add the entry to ${d.ledger}, or mend the Decision-ID line of the changeset`,
    retryable: false,
  }),
  E_NOTES_RANGE: (d) => ({
    exit: 2,
    what: `no notes can be told from or to ${d.ref}`,
    why: d.why,
    who: "you",
    next:
      d.lacks === "history"
        ? "git fetch --unshallow --tags: this clone holds no more than its newest commits"
        : d.lacks === "objects"
          ? "git fetch --refetch --no-filter brings what a partial clone was made without; git fsck names what else is missing"
          : "git tag --list shows what can be named with --from and --to; git fetch --tags brings those that are missing",
    retryable: false,
  }),
  E_PACKAGE_UNKNOWN: (d) => ({
    exit: 2,
    what: `there is no package ${d.name} here`,
    why:
      d.nearest === undefined
        ? "no manifest of the workspace has that name, and no release of the plan"
        : `no manifest of the workspace has that name; did you mean ${d.nearest}?`,
    who: "you",
    next: d.nearest === undefined ? "releaser plan (names every package that moves)" : `releaser why ${d.nearest}`,
    retryable: false,
  }),
  E_PORTABLE: (d) => ({
    exit: 2,
    what: `Releaser could not be gathered in ${d.dir}`,
    why: d.why,
    who: "you",
    next: d.next,
    retryable: false,
  }),
  E_OUTPUTS: (d) => ({
    exit: 5,
    what: "later jobs could not be told of the release: GITHUB_OUTPUT was not written",
    why: d.why,
    who: "you",
    next: again,
    retryable: true,
  }),
});
