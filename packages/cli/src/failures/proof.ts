import { defineFailures, type FailureConstructors, type Owner } from "@releaser/core";
import type { SizeVerdict } from "@releaser/gates";
import { again, owner } from "./common.ts";

export interface ProofDetails {
  readonly E_VERIFY: { id: string; why: string };
  readonly E_SMOKE_FAILED: { key: string; script: string; why: string; next: string };
  readonly E_SMOKE_UNAVAILABLE: { why: string; minutes: number };
  readonly E_TARBALL_WRONG: { name: string; problems: readonly string[] };
  readonly E_CHECK_FAILED: {
    name: string;
    conclusion: string;
    title: string | undefined;
    url: string;
    owner: Owner;
  };
  readonly E_REMOTE_BRANCH: { branch: string | undefined };
  readonly E_SIZE_GREW: { packages: readonly Grown[] };
  readonly E_INSTALL: { command: string; why: string };
  readonly E_REHEARSAL_PLACE: { dir: string; why: string };
  readonly E_REHEARSAL_SOURCE: { why: string };
}

/** A package that is larger than its version before; `lines` say it for a person. */
export interface Grown extends SizeVerdict {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly lines: readonly string[];
}

/** What a rehearsal, a verification or a smoke found. */
export const proofFailures: FailureConstructors<ProofDetails> = defineFailures<ProofDetails>({
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
  E_CHECK_FAILED: (d) => ({
    exit: 4,
    what: `the check ${d.name} did not pass on GitHub`,
    why: `it ended as ${d.conclusion}${d.title === undefined ? "" : `: ${d.title}`}`,
    who: d.owner,
    next: `read ${d.url}; mend it, or run that job again there where its cause lay outside, then type the same command again`,
    retryable: false,
  }),
  E_REMOTE_BRANCH: (d) => ({
    exit: 2,
    what: "no branch of its own is checked out that GitHub could prove",
    why:
      d.branch === undefined
        ? "HEAD is detached, and workflows run on branches"
        : `${d.branch} is the branch that releases are made on, and the remote does not have this commit; it gets there by a pull request`,
    who: "you",
    next: "git switch --create <name>, then the same command",
    retryable: false,
  }),
  E_SIZE_GREW: (d) => ({
    exit: 4,
    what: `${d.packages.map(({ name, to }) => `${name}@${to}`).join(", ")} grew by more than is allowed`,
    why: d.packages.flatMap(({ name, from, lines }) => [`${name}, since ${from}:`, ...lines]).join("\n"),
    who: owner,
    next: `leave out what does not belong there; or allow it, with a reason, in the configuration: sizes.allowed: [${d.packages.map(({ name, to }) => `{ package: "${name}", version: "${to}", reason: "…" }`).join(", ")}]`,
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
});
