import { defineFailures, type FailureConstructors } from "@releaser/core";
import { again, owner } from "./common.ts";

export interface ReleaseDetails {
  readonly E_RELEASE_UNKNOWN: { key: string; branch: string };
  readonly E_NO_PAGE: { key: string };
  readonly E_EARLIER_RELEASE: { key: string; earlier: string; lacks: string };
  readonly E_BRANCH: { commit: string; branch: string };
  readonly E_FORK: { event: string; why: string };
  readonly E_PACKED_DIFFERS: { key: string; dir: string; signed: boolean; problems: readonly string[] };
  readonly E_PACKED_LOST: { key: string; why: string };
  readonly E_PREPACKED: { key: string; wanted: string | undefined; found: string | undefined };
  readonly E_VERSION_TAKEN: { packages: readonly string[] };
  readonly E_ROLLED_BACK: { tag: string; by: string };
  readonly E_SECOND_FACTOR: { id: string; why: string; command: string };
  readonly E_FOLLOW_UP: { branch: string; why: string };
}

/** What keeps a release from going out, from being finished, or from being taken back. */
export const releaseFailures: FailureConstructors<ReleaseDetails> = defineFailures<ReleaseDetails>({
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
  E_PREPACKED: (d) => ({
    exit: 6,
    what: `the packed bytes of ${d.key} are ${d.found === undefined ? "not here" : "others than those that were handed over"}`,
    why:
      d.found === undefined
        ? "they were to be packed already, and neither this machine nor the release page has them; nothing of the repository was run"
        : `the checksum file has SHA-256 ${d.found}, handed over was ${d.wanted ?? ""}`,
    who: owner,
    next: "find out what changed the draft's assets since they were packed; then run the workflow again from its beginning",
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
