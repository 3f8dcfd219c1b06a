import { posix } from "node:path";
import type { Bump, Dependency, Package } from "@releaser/core";
import inc from "semver/functions/inc.js";
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";
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

const none = 0;
const patch = 1;
const most = 3;
const sizes: Readonly<Record<Bump, number>> = { none, patch, minor: 2, major: most };
const bumps = ["patch", "minor", "major"] as const;

/**
 * The members that a plan outside of pre mode can be about, in their own order: those that changesets name, the groups of these, and
 * whoever depends on one by a range that a bump it may get would leave. More than really move, never fewer, so that Changesets
 * gives the same plan for them as it gives for all.
 */
export function movingMembers(input: MovingInput): readonly Package[] {
  const { members, changesets, config, owner } = input;
  const reach = new Map<string, number>();
  const queue: string[] = [];
  const raise = (name: string, size: number): void => {
    if ((reach.get(name) ?? -1) >= size) return;
    reach.set(name, size);
    queue.push(name);
  };
  const byName = new Map(members.map((member) => [member.name, member]));
  const groups = [...config.fixed, ...config.linked];
  const dependents = toDependents(members, byName);
  const skipped = new Set(members.filter(({ manifest }) => skips(manifest, config)).map(({ name }) => name));
  for (const { releases } of changesets) for (const { name, type } of releases) raise(name, sizes[type]);
  if (owner !== undefined && queue.length > 0) raise(owner, most);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const [pkg, size, given] = [byName.get(name), reach.get(name) ?? none, name];
    if (pkg === undefined) continue;
    const own = groups.filter((group) => group.includes(given));
    for (const other of own.flat()) raise(other, size);
    for (const { pkg: dependent, dep } of dependents.get(name) ?? []) {
      if (skipped.has(dependent.name)) raise(dependent.name, none);
      else if (takesAlong({ dep, pkg, size, grouped: own.length > 0 }, input)) {
        raise(dependent.name, isMajorPeer(dep, size, input) ? most : dep.field === "devDependencies" ? none : patch);
      }
    }
  }
  return members.filter(({ name }) => reach.has(name));
}

interface Dependent {
  readonly pkg: Package;
  readonly dep: Dependency;
}

/** Who asks for whom, by the key of the manifest, which is what Changesets looks at. */
function toDependents(
  members: readonly Package[],
  byName: ReadonlyMap<string, Package>,
): ReadonlyMap<string, readonly Dependent[]> {
  const found = new Map<string, Dependent[]>();
  for (const pkg of members) {
    for (const dep of pkg.dependencies) {
      if (!byName.has(dep.key)) continue;
      const known = found.get(dep.key);
      if (known === undefined) found.set(dep.key, [{ pkg, dep }]);
      else known.push({ pkg, dep });
    }
  }
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
  const reached = bumps.slice(0, size).map((bump) => inc(pkg.version ?? "", bump));
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
