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

/** Every line that asks for a package of this workspace, in the order of folders. A package that names itself tests against its own past, and that is none. */
export const internalEntries = oncePer((workspace: Workspace): readonly InternalEntry[] => {
  const byName = packagesByName(workspace);
  const found: InternalEntry[] = [];
  for (const pkg of membersByDir(workspace)) {
    for (const dep of pkg.dependencies) {
      const sibling = byName.get(dep.name);
      if (sibling !== undefined && dep.name !== pkg.name) found.push({ pkg, dep, sibling });
    }
  }
  return found;
});
