import type { Bump, Commit, Package } from "@releaser/core";
import { type ConventionalBump, type ConventionalChange, readConventional } from "@releaser/core/conventional";
import { renderProposal } from "./render-proposal.ts";

/** A package that changed without being named, with the commits that did so, newest first. */
export interface Unnamed {
  readonly pkg: Pick<Package, "name" | "version">;
  readonly commits: readonly Commit[];
}

/** One changeset to write. */
export interface Proposal {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
  readonly commit: string;
  /** Its first line. */
  readonly summary: string;
  /** By name, sorted. */
  readonly releases: readonly { readonly name: string; readonly type: Exclude<Bump, "none"> }[];
}

/** A commit that nothing is proposed for. */
export interface LeftCommit {
  readonly commit: string;
  /** The first line of its message. Not safe to print. */
  readonly subject: string;
  readonly packages: readonly string[];
  readonly why: "it asks for no release" | "it is not conventional" | "it was taken back";
}

export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly left: readonly LeftCommit[];
}

/** A changeset for each conventional commit that asks for a release, with the packages that it changes, newest first. Below 1.0.0 what breaks is a minor. */
export function proposeChangesets(unnamed: readonly Unnamed[]): Proposals {
  const packagesOf = byCommit(unnamed);
  const read = new Map(readConventional([...packagesOf.keys()]).map(({ commit, changes }) => [commit, changes]));
  const judged = [...packagesOf].map(([commit, packages]) => judge(commit, packages, read.get(commit)));
  return {
    proposals: judged.flatMap((one) => ("text" in one ? [one] : [])),
    left: judged.flatMap((one) => ("why" in one ? [one] : [])),
  };
}

type Packages = readonly Unnamed["pkg"][];

/** The longest list first, so that its order is that of all. */
function byCommit(unnamed: readonly Unnamed[]): ReadonlyMap<Commit, Packages> {
  const longest = unnamed.toSorted((a, b) => b.commits.length - a.commits.length);
  const commits = new Map(longest.flatMap((one) => one.commits).map((commit) => [commit.id, commit]));
  return new Map(
    [...commits.values()].map((commit) => [
      commit,
      unnamed.filter((one) => one.commits.some(({ id }) => id === commit.id)).map(({ pkg }) => pkg),
    ]),
  );
}

function judge(
  { id, message }: Commit,
  packages: Packages,
  changes: readonly ConventionalChange[] | undefined,
): LeftCommit | Proposal {
  const releases = packages.flatMap(({ name, version }) => {
    const type = strongest((changes ?? []).map((change) => (isZero(version) ? change.zeroBump : change.bump)));
    return type === undefined ? [] : [{ name, type }];
  });
  if (changes !== undefined && releases.length > 0) {
    const sorted = releases.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const told = changes.filter(({ bump }) => bump !== undefined);
    return { commit: id, releases: sorted, ...renderProposal({ id, message, changes: told, releases: sorted }) };
  }
  const [subject = ""] = message.trim().split("\n");
  const why =
    changes === undefined
      ? "it was taken back"
      : changes.length === 0
        ? "it is not conventional"
        : "it asks for no release";
  return { commit: id, subject, packages: packages.map(({ name }) => name), why };
}

function isZero(version: string | undefined): boolean {
  return version?.startsWith("0.") ?? false;
}

const bySize: readonly ConventionalBump[] = ["major", "minor", "patch"];

function strongest(bumps: readonly (ConventionalBump | undefined)[]): ConventionalBump | undefined {
  return bySize.find((bump) => bumps.includes(bump));
}
