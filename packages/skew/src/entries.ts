import type { Dependency, Package, Workspace } from "@releaser/core";
import { oncePer } from "./once-per.ts";
import { packagesByName } from "./versioned.ts";

/** A line of a manifest that asks for something of the registry's. */
export interface Entry {
  readonly pkg: Package;
  readonly dep: Dependency;
}

/** A line of a manifest that asks for a package of this workspace. */
export interface InternalEntry extends Entry {
  readonly sibling: Package;
}

/** Every member, in the order of folders. */
export const membersByDir = oncePer(({ members }: Workspace): readonly Package[] =>
  members.every((pkg, index) => (members[index - 1]?.dir ?? "") <= pkg.dir)
    ? members
    : members.toSorted((a, b) => (a.dir < b.dir ? -1 : 1)),
);

/** What all manifests ask for, looked through once for all rules. Each list is in the order of folders. */
export interface Entries {
  /** What asks for a package of this workspace. A package that names itself tests against its own past, and that entry is external. */
  readonly internal: readonly InternalEntry[];
  /** What asks for an entry of a catalog; a dot directory outside of the globs has none. */
  readonly inCatalogs: readonly Entry[];
  /** Names from outside. */
  readonly externals: ReadonlySet<string>;
  /** Those of them that are asked for by several ranges. */
  readonly mixed: ReadonlySet<string>;
}

/** The entries of a workspace. */
export const entriesOf = oncePer((workspace: Workspace): Entries => {
  const byName = packagesByName(workspace);
  const [internal, inCatalogs]: [InternalEntry[], Entry[]] = [[], []];
  const [first, mixed] = [new Map<string, string | undefined>(), new Set<string>()];
  for (const pkg of membersByDir(workspace)) {
    for (const dep of pkg.dependencies) {
      const { name } = dep;
      const sibling = byName.get(name);
      if (dep.protocol === "catalog" && pkg.role !== "outside") inCatalogs.push({ pkg, dep });
      if (sibling !== undefined && name !== pkg.name) {
        internal.push({ pkg, dep, sibling });
        continue;
      }
      const range = pkg.role === "outside" ? undefined : comparedRange(dep);
      const known = first.get(name);
      if (known === undefined) first.set(name, range);
      else if (range !== undefined && range !== known) mixed.add(name);
    }
  }
  return { internal, inCatalogs, externals: new Set(first.keys()), mixed };
});

/** The range by which a dependency from outside is compared with others: peers, aliases and what a catalog holds say theirs on purpose. */
export function comparedRange({ protocol, field, range }: Dependency): string | undefined {
  return protocol === "semver" && field !== "peerDependencies" ? range : undefined;
}
