import type { Commit, Package, RuleInput, Workspace } from "@releaser/core";
import { oncePer } from "../once-per.ts";
import { claimedCommits } from "./claimed-commits.ts";
import { type ConventionalBump, type ConventionalChange, readConventional } from "@releaser/core/conventional";
import { weightOf } from "./strongest.ts";
import type { Ships } from "./touched-packages.ts";

/** A package that pending changesets name, and the largest bump that they or the plan give it. */
export interface Claim {
  readonly pkg: Package;
  readonly bump: ConventionalBump;
}

/** What a commit asks of a package that claims less. */
export interface Need {
  readonly claim: Claim;
  readonly bump: ConventionalBump;
  readonly commit: Commit;
  readonly change: ConventionalChange;
  /** Other claims that the same line asks more of. */
  readonly others: readonly Claim[];
}

export interface NeedOptions {
  readonly ships: Ships;
  /** Whether a breaking change asks for no more than a minor below 1.0.0. */
  readonly lenientZero: boolean;
}

/**
 * What conventional commits since the last tags ask for and no claim holds. A line counts for the packages whose shipped
 * files its commit changes, or for those of them that its scope names. Where it counts for several, one claim of its size
 * is enough: who wrote the changesets knew which of them it is about.
 */
export function neededBumps(input: RuleInput, claims: readonly Claim[], options: NeedOptions): readonly Need[] {
  const claimOf = new Map(claims.map((claim) => [claim.pkg, claim]));
  const { pending, wentOut } = claimedCommits(input, new Set(claimOf.keys()), options.ships);
  if (pending.size === 0) return [];
  return readConventional([...pending.keys()]).flatMap(({ commit, changes }) =>
    changes.flatMap((change) => {
      const meant = pinned(input.workspace, change, pending.get(commit) ?? []);
      const asking = meant.flatMap((pkg) => {
        const bump = asked(pkg, change, options);
        const claim = claimOf.get(pkg);
        return claim === undefined || bump === undefined ? [] : [{ claim, bump }];
      });
      const isHeld = asking.some(({ claim, bump }) => weightOf[claim.bump] >= weightOf[bump]);
      const [first, ...others] = asking;
      if (first === undefined || isHeld || meant.some((pkg) => wentOut(pkg, commit))) return [];
      return [{ ...first, commit, change, others: others.map(({ claim }) => claim) }];
    }),
  );
}

function asked(
  { version }: Package,
  { bump, zeroBump }: ConventionalChange,
  { lenientZero }: NeedOptions,
): ConventionalBump | undefined {
  return lenientZero && version?.startsWith("0.") === true ? zeroBump : bump;
}

/** Of the packages that a commit changes those that its scope names; all where the scope names none of the workspace. */
function pinned(workspace: Workspace, { scope }: ConventionalChange, packages: readonly Package[]): readonly Package[] {
  if (scope === undefined) return packages;
  const scoped = packagesByScope(workspace);
  const words = [scope, ...scope.split(/[,;&|\s]+/u)];
  const named = new Set(words.flatMap((word) => scoped.get(word.trim()) ?? []));
  return named.size === 0 ? packages : packages.filter((pkg) => named.has(pkg));
}

/** The words by which people mean a package: its name, with and without scope, and its folder. */
const packagesByScope = oncePer(({ members }: Workspace): ReadonlyMap<string, readonly Package[]> => {
  const named = members.flatMap((pkg) =>
    [...new Set([pkg.name, last(pkg.name), pkg.dir, last(pkg.dir)])].map((word) => ({ word, pkg })),
  );
  const grouped = Map.groupBy(named, ({ word }) => word);
  grouped.delete("");
  return new Map([...grouped].map(([word, all]) => [word, all.map(({ pkg }) => pkg)]));
});

function last(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
