import { posix } from "node:path";
import type { Dependency, Package } from "@releaser/core";
import inc from "semver/functions/inc.js";
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";
import { bumpSize } from "./bump-size.ts";
import { skips } from "./engine-config.ts";
import type { EngineChangeset, EngineConfig } from "./engine-types.ts";

/** What decides which members a plan can be about. */
export interface MovingInput {
  /** Those that Changesets plans over. */
  readonly members: readonly Package[];
  readonly changesets: readonly Pick<EngineChangeset, "releases">[];
  readonly config: EngineConfig;
  readonly major: number;
  /** The member that owns the train, which moves as far as any other. */
  readonly owner: string | undefined;
}

const { none, patch, major: most } = bumpSize;
const bumps = ["patch", "minor", "major"] as const;

/**
 * The members that a plan outside of pre mode can be about, in their own order: those that changesets name, the groups of these, and
 * whoever depends on one by a range that a bump it may get would leave. More than really move, never fewer, so that Changesets
 * gives the same plan for them as it gives for all.
 */
export function movingMembers(input: MovingInput): readonly Package[] {
  const { members, changesets, config, owner } = input;
  const reach = new Map<string, number>();
  let raised = new Set<string>();
  const raise = (name: string, size: number): void => {
    if ((reach.get(name) ?? -1) >= size) return;
    reach.set(name, size);
    raised.add(name);
  };
  const edgesTo = openEdges(members);
  const byName = new Map(members.map((member) => [member.name, member]));
  const groupsOf = toGroups(config);
  for (const { releases } of changesets) for (const { name, type } of releases) raise(name, bumpSize[type]);
  if (owner !== undefined && raised.size > 0) raise(owner, most);
  while (raised.size > 0) {
    const names = raised;
    raised = new Set();
    for (const name of names) for (const other of groupsOf.get(name) ?? []) raise(other, reach.get(name) ?? none);
    for (const { pkg: dependent, dep } of edgesTo(names)) {
      const [pkg, size] = [byName.get(dep.key), reach.get(dep.key) ?? none];
      if (pkg === undefined) continue;
      if (skips(dependent.manifest, config)) raise(dependent.name, none);
      else if (takesAlong({ dep, pkg, size, grouped: groupsOf.has(dep.key) }, input)) {
        raise(dependent.name, isMajorPeer(dep, size, input) ? most : dep.field === "devDependencies" ? none : patch);
      }
    }
  }
  return members.filter(({ name }) => reach.has(name));
}

function toGroups({ fixed, linked }: EngineConfig): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const group of [...fixed, ...linked]) {
    for (const name of group) groups.set(name, [...(groups.get(name) ?? []), ...group]);
  }
  return groups;
}

interface Dependent {
  readonly pkg: Package;
  readonly dep: Dependency;
}

/** As many looks over everything cost less than an index of it; most plans need no more. */
const looks = 4;

/** Who asks for any of some packages, by the key of the manifest, which is what Changesets looks at. */
function openEdges(members: readonly Package[]): (names: ReadonlySet<string>) => readonly Dependent[] {
  let looked = 0;
  let index: ReadonlyMap<string, readonly Dependent[]> | undefined;
  return (names) => {
    looked += 1;
    const isWorth = looked > looks;
    index ??= isWorth
      ? Map.groupBy(
          edgesOf(members, () => true),
          ({ dep }) => dep.key,
        )
      : undefined;
    if (index === undefined) return edgesOf(members, (key) => names.has(key));
    return [...names].flatMap((name) => index?.get(name) ?? []);
  };
}

function edgesOf(members: readonly Package[], isMeant: (key: string) => boolean): readonly Dependent[] {
  const found: Dependent[] = [];
  for (const pkg of members) for (const dep of pkg.dependencies) if (isMeant(dep.key)) found.push({ pkg, dep });
  return found;
}

interface Edge {
  readonly dep: Dependency;
  /** What is asked for, and how far it may move. */
  readonly pkg: Package;
  readonly size: number;
  /** Whether it may start from the version of its group instead of its own. */
  readonly grouped: boolean;
}

function takesAlong({ dep, pkg, size, grouped }: Edge, input: MovingInput): boolean {
  const { updateInternalDependents } = input.config.___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH;
  if (size === none) return false;
  if (updateInternalDependents === "always" || grouped || isMajorPeer(dep, size, input)) return true;
  const range = toRange(dep.raw, pkg);
  if (range === undefined) return true;
  const reached = bumps.filter((bump) => bumpSize[bump] <= size).map((bump) => inc(pkg.version ?? "", bump));
  return reached.some((version) => version === null || !satisfies(version, range));
}

/** Version 2 gives whoever has a peer that moves by more than a patch a major. */
function isMajorPeer({ field }: Dependency, size: number, { major }: MovingInput): boolean {
  return major === 2 && field === "peerDependencies" && size > patch;
}

/** The range as Changesets reads it; undefined where it is another kind of text, of which anything may come. */
function toRange(raw: string, { version = "", dir }: Package): string | undefined {
  const bare = raw.startsWith("workspace:") ? raw.slice("workspace:".length) : raw;
  if (bare !== raw && (bare === "*" || posix.normalize(bare) === dir)) return version;
  if (bare !== raw && (bare === "^" || bare === "~")) return `${bare}${version}`;
  return validRange(bare) === null ? undefined : bare;
}
