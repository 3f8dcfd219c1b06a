import type { Commit, FileAt, Package, RuleInput, Workspace } from "@releaser/core";
import { isJudgedAsContract } from "../contract/contract-owner.ts";
import { parseIgnore, toShips } from "./idle-files.ts";
import { lastReleases } from "./last-release.ts";
import { isOffered } from "./offered.ts";
import { acceptsAll, hasUnreadable, namedPackages } from "./pending-changesets.ts";
import { shipsTheSame } from "./shipped-manifest.ts";
import { type Touched, touchedPackages } from "./touched-packages.ts";
import { isReleaseBranch } from "./version-commits.ts";

/** A package that changed for its users, and no pending changeset says so. */
export interface UnnamedChange {
  readonly pkg: Package;
  /** Where the change is counted from: the commit that the branch left its base at, or the package's last tag. */
  readonly since: string;
  /** Newest first. */
  readonly commits: readonly Commit[];
  /** Those that differ, sorted. */
  readonly files: readonly string[];
}

export interface UnnamedOptions {
  /** A commit that changes are counted from, in place of where the branch left its base. */
  readonly since?: string | undefined;
}

/**
 * Every package that this branch changed and that differs from its last release too, by folder, unless a pending changeset
 * names it. On the base branch itself nothing, or, where the option `onBaseBranch` asks for it, what changed since the
 * packages' last tags.
 */
export function unnamedChanges(input: RuleInput, { since }: UnnamedOptions = {}): readonly UnnamedChange[] {
  const { workspace } = input;
  const { changesets } = workspace;
  if (changesets === undefined || hasUnreadable(changesets) || isReleaseBranch(workspace)) return [];
  const { gap } = workspace.history();
  if (gap !== undefined && !(since !== undefined && gap === "no tags")) return [];
  const named = namedPackages(workspace);
  const isOpen = ({ pkg }: Candidate): boolean => isOffered(workspace, pkg) && !named.has(pkg.name);
  return reallyChanged(input, touchedSince(input, since).filter(isOpen)).toSorted((a, b) =>
    a.pkg.dir < b.pkg.dir ? -1 : 1,
  );
}

interface Candidate extends Touched {
  readonly since: string;
  readonly tag: string | undefined;
}

function touchedSince({ workspace, options }: RuleInput, since: string | undefined): readonly Candidate[] {
  const history = workspace.history();
  const base = since ?? history.base();
  const ships = toShips(parseIgnore(options));
  const tagOf = lastReleases(workspace);
  if (base !== undefined) {
    if (acceptsAll(workspace, base)) return [];
    const touched = touchedPackages(workspace, history.since(base), ships);
    return [...touched.values()].map((one) => ({ ...one, since: base, tag: tagOf(one.pkg) }));
  }
  if (options?.["onBaseBranch"] !== true) return [];
  const byTag = Map.groupBy(
    workspace.members.filter((pkg) => isOffered(workspace, pkg)),
    (pkg) => tagOf(pkg),
  );
  return [...byTag].flatMap(([tag, packages]) => {
    if (tag === undefined || acceptsAll(workspace, tag)) return [];
    const touched = touchedPackages(workspace, history.since(tag), ships);
    return packages.flatMap((pkg) => touched.get(pkg) ?? []).map((one) => ({ ...one, since: tag, tag }));
  });
}

/** Those with files whose content differs from both places: what was taken back, or is released by now, is no change. */
function reallyChanged({ workspace, read }: RuleInput, candidates: readonly Candidate[]): readonly UnnamedChange[] {
  const wanted = candidates.flatMap(({ pkg, files, since, tag }) =>
    [pkg.manifestFile, ...files].flatMap((file) =>
      [since, ...(tag === undefined ? [] : [tag])].map((ref) => ({ ref, file })),
    ),
  );
  const textAt = textsOf(workspace, wanted);
  return candidates.flatMap((candidate) => {
    const { pkg, since, tag, commits } = candidate;
    if (isBorn(pkg, textAt({ ref: since, file: pkg.manifestFile }))) return [];
    const differs = (file: string): boolean => {
      const now = read?.(file);
      const past = [since, ...(tag === undefined ? [] : [tag])].map((ref) => textAt({ ref, file }));
      return past.every((text) => !isSame(workspace, { file, pkg, text, now }));
    };
    const files = [...candidate.files].filter((file) => !isJudgedAsContract(file) && differs(file)).toSorted();
    const of = commits.filter((commit) => commit.files.some((file) => files.includes(file)));
    return files.length === 0 ? [] : [{ pkg, since, commits: of, files }];
  });
}

/** A new package is published as it stands; one at 0.0.0 waits for its first version. */
function isBorn({ version }: Package, before: string | undefined): boolean {
  return before === undefined && version !== undefined && !/^0\.0\.0(?:-|$)/u.test(version);
}

interface Compared {
  readonly pkg: Package;
  readonly file: string;
  readonly text: string | undefined;
  readonly now: string | undefined;
}

function isSame(workspace: Workspace, { pkg, file, text, now }: Compared): boolean {
  if (text === now) return true;
  const both = file === pkg.manifestFile && text !== undefined && now !== undefined;
  return both && shipsTheSame(workspace, text, now);
}

function textsOf(workspace: Workspace, wanted: readonly FileAt[]): (at: FileAt) => string | undefined {
  const texts = wanted.length === 0 ? [] : workspace.history().textsAt(wanted);
  const known = new Map(wanted.map((at, index) => [keyOf(at), texts[index]]));
  return (at) => known.get(keyOf(at));
}

function keyOf({ ref, file }: FileAt): string {
  return `${ref}:${file}`;
}
