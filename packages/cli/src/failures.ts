import { defineFailures, type FailureConstructors, type Owner } from "@releaser/core";

interface Details {
  readonly E_USAGE: { message: string };
  readonly E_CONFIG_INVALID: { file: string; problems: readonly string[] };
  readonly E_CONFIG_CODE: { file: string; keys: readonly string[] };
  readonly E_NOT_A_REPOSITORY: { dir: string };
  readonly E_NOTHING_PLANS: { root: string };
  readonly E_SKEW: { errors: number; first: string; mend: string | undefined };
  readonly E_FIX_WRITE: { file: string; why: string; written: readonly string[]; left: readonly string[] };
  readonly E_TREE_DIRTY: { paths: readonly string[] };
  readonly E_VERSION_INTERRUPTED: { paths: readonly string[] };
  readonly E_VERSION_TOUCHED: { paths: readonly string[] };
  readonly E_COMMIT_DIFFERS: { commit: string; problems: readonly string[] };
  readonly E_DECISION_UNKNOWN: { ids: readonly string[]; ledger: string };
  readonly E_LOCKFILE: { command: string; why: string };
  readonly E_NOTES_RANGE: { ref: string; why: string; lacks: "history" | "names" | "objects" };
  readonly E_PACKAGE_UNKNOWN: { name: string; nearest: string | undefined };
  readonly E_RELEASE_UNKNOWN: { key: string; branch: string };
  readonly E_NO_PAGE: { key: string };
  readonly E_EARLIER_RELEASE: { key: string; earlier: string; lacks: string };
  readonly E_BRANCH: { commit: string; branch: string };
  readonly E_FORK: { event: string; why: string };
  readonly E_OUTPUTS: { why: string };
  readonly E_PACKED_DIFFERS: { key: string; dir: string; signed: boolean; problems: readonly string[] };
  readonly E_PACKED_LOST: { key: string; why: string };
  readonly E_VERSION_TAKEN: { packages: readonly string[] };
  readonly E_VERIFY: { id: string; why: string };
  readonly E_SMOKE_FAILED: { key: string; script: string; why: string; next: string };
  readonly E_SMOKE_UNAVAILABLE: { why: string; minutes: number };
  readonly E_TARBALL_WRONG: { name: string; problems: readonly string[] };
  readonly E_INSTALL: { command: string; why: string };
  readonly E_REHEARSAL_PLACE: { dir: string; why: string };
  readonly E_REHEARSAL_SOURCE: { why: string };
  readonly E_ROLLED_BACK: { tag: string; by: string };
  readonly E_SECOND_FACTOR: { id: string; why: string; command: string };
  readonly E_FOLLOW_UP: { branch: string; why: string };
}

const again = "type the same command again: what holds is skipped";
const owner: Owner = "Owner";

/** What the command line itself can fail with. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
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
    why: "what is verified is not trusted yet, so its code is not run",
    who: "you",
    next: "read the file; where you trust it, add --run-config. Plain values, or releaser.config.json, need no code",
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
    next: "npx @changesets/cli init, then add a changeset",
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
  E_DECISION_UNKNOWN: (d) => ({
    exit: 2,
    what: `changesets name decisions that the ledger does not have: ${d.ids.join(", ")}`,
    why: `${d.ledger} and its archive have no entry with that ID`,
    who: owner,
    next: `add the entry to ${d.ledger}, or mend the Decision-ID line of the changeset`,
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
  E_RELEASE_UNKNOWN: (d) => ({
    exit: 2,
    what: `there is no release ${d.key} on ${d.branch}`,
    why: "a release is the first commit whose release/plan.json has its key, and none has",
    who: "you",
    next: "releaser version (makes it from pending changesets), or releaser status",
    retryable: false,
  }),
  E_NO_PAGE: (d) => ({
    exit: 2,
    what: `nothing would keep the packed bytes of ${d.key}`,
    why: "no release page is configured, and a fresh machine may not build the same bytes again",
    who: "you",
    next: 'set page: { kind: "github" }, or { kind: "directory", path: "…" }, in releaser.config.json',
    retryable: false,
  }),
  E_EARLIER_RELEASE: (d) => ({
    exit: 8,
    what: `${d.key} waits for ${d.earlier}`,
    why: `releases of one branch go in order, and the earlier one is not finished: ${d.lacks}`,
    who: owner,
    next: `releaser announce ${d.earlier} --outward`,
    retryable: true,
  }),
  E_BRANCH: (d) => ({
    exit: 2,
    what: `the release commit ${d.commit.slice(0, 12)} is not on ${d.branch}`,
    why: "outward steps act on the configured branch alone",
    who: "you",
    next: `git switch ${d.branch}, or set branch in the configuration`,
    retryable: false,
  }),
  E_FORK: (d) => ({
    exit: 2,
    what: `nothing is released in the event ${d.event}`,
    why: d.why,
    who: owner,
    next: "run it on a push to the release branch",
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
  E_PACKED_DIFFERS: (d) => ({
    exit: 6,
    what: `the packed bytes of ${d.key} are not those that were recorded`,
    why: d.problems.join("\n"),
    who: owner,
    next: d.signed
      ? "find out what changed them; then restore the release page's assets: what is signed is never packed anew"
      : `find out what changed them; then remove ${d.dir}, and the draft where it has them too, to pack anew`,
    retryable: false,
  }),
  E_PACKED_LOST: (d) => ({
    exit: 6,
    what: `the packed bytes of ${d.key} are gone`,
    why: d.why,
    who: owner,
    next: "restore the release page's assets; what is signed is never packed anew",
    retryable: false,
  }),
  E_VERSION_TAKEN: (d) => ({
    exit: 6,
    what: `the registry has these versions already, and no tag of ours says that we published them: ${d.packages.join(", ")}`,
    why: "name and version are burnt for ever once they were published",
    who: owner,
    next: "find out who published them; then release the next version with a new changeset",
    retryable: false,
  }),
  E_VERIFY: (d) => ({
    exit: 6,
    what: `${d.id} does not verify`,
    why: d.why,
    who: owner,
    next: "look at both sides; if what is public is wrong, the way back is in release/plan.json under rollback",
    retryable: false,
  }),
  E_SMOKE_FAILED: (d) => ({
    exit: 4,
    what: `the smoke ${d.script} failed against what was published`,
    why: d.why,
    who: "Verifier/Observer",
    next: `${d.next}; releaser rollback ${d.key} prints the way back`,
    retryable: true,
  }),
  E_SMOKE_UNAVAILABLE: (d) => ({
    exit: 5,
    what: `what was published did not come within ${d.minutes} minutes`,
    why: d.why,
    who: "you",
    next: again,
    retryable: true,
  }),
  E_TARBALL_WRONG: (d) => ({
    exit: 4,
    what: `the tarball of ${d.name} must not be published`,
    why: d.problems.join("\n"),
    who: "Builder",
    next: "mend the package, commit, and release it with a new changeset",
    retryable: false,
  }),
  E_INSTALL: (d) => ({
    exit: 5,
    what: `${d.command} failed`,
    why: d.why,
    who: "Builder",
    next: again,
    retryable: true,
  }),
  E_REHEARSAL_PLACE: (d) => ({
    exit: 2,
    what: `${d.dir} is no place for a rehearsal`,
    why: d.why,
    who: "you",
    next: "name an empty folder, or one that an earlier rehearsal left, with --keep",
    retryable: false,
  }),
  E_REHEARSAL_SOURCE: (d) => ({
    exit: 2,
    what: "this repository cannot be rehearsed as it is",
    why: d.why,
    who: "you",
    next: "pnpm changeset, commit it, then releaser rehearse",
    retryable: false,
  }),
  E_ROLLED_BACK: (d) => ({
    exit: 6,
    what: `${d.tag} was rolled back`,
    why: `${d.by} says so, signed; what was taken back is not brought again under the same version`,
    who: owner,
    next: "releaser release, for the next version: the changeset of the rollback carries the way back forward",
    retryable: false,
  }),
  E_SECOND_FACTOR: (d) => ({
    exit: 8,
    what: `${d.id} needs a person who may change the package`,
    why: d.why,
    who: owner,
    next: `${d.command}    (where you have the second factor), then the same command again`,
    retryable: true,
  }),
  E_FOLLOW_UP: (d) => ({
    exit: 5,
    what: `the release's records could not be filed on ${d.branch}`,
    why: d.why,
    who: "you",
    next: `${again}. The release itself is whole without them`,
    retryable: true,
  }),
});
