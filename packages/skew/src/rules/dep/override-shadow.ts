import {
  defineRule,
  type Dependency,
  type Draft,
  type Override,
  type Package,
  type Rule,
  type Workspace,
} from "@releaser/core";
import { inManifest, installed } from "../../catalogs.ts";
import { meet } from "../../ranges.ts";
import { isVersioned } from "../../versioned.ts";

/** What the root forces is what the tests see; users get what the manifest asks for. Peers are left out: nothing is installed for them alone. */
export const overrideShadow: Rule = defineRule({
  id: "dep/override-shadow",
  title: "an override stays within the ranges that are declared",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    if (workspace.overrides.length === 0) return;
    const forced = new Set(workspace.overrides.map(({ name }) => name));
    const shadowed = installed(workspace).flatMap((pkg) =>
      pkg.dependencies.filter(({ name }) => forced.has(name)).flatMap((dep) => shadowsOf(workspace, pkg, dep)),
    );
    for (const [override, shadows] of Map.groupBy(shadowed, (shadow) => shadow.override)) {
      yield toDraft(workspace, override, shadows);
    }
  },
});

interface Shadow {
  readonly override: Override;
  readonly pkg: Package;
  readonly dep: Dependency;
}

function shadowsOf({ overrides }: Workspace, pkg: Package, dep: Dependency): readonly Shadow[] {
  const { range } = dep;
  if (range === undefined || dep.field === "peerDependencies" || dep.protocol === "workspace") return [];
  const [override] = overrides
    .filter(
      ({ name, parent, asked }) =>
        name === dep.name && isParent(parent, pkg) && (asked === undefined || meet(asked, range)),
    )
    .toSorted((a, b) => weigh(b) - weigh(a));
  return override?.range === undefined || meet(override.range, range) ? [] : [{ override, pkg, dep }];
}

function isParent(parent: string | undefined, pkg: Package): boolean {
  return parent === undefined || (pkg.name !== "" && (parent === pkg.name || parent.startsWith(`${pkg.name}@`)));
}

/** The package manager takes the selector that says most. */
function weigh({ parent, asked }: Override): number {
  return (parent === undefined ? 0 : 2) + (asked === undefined ? 0 : 1);
}

function toDraft(workspace: Workspace, { at, name, raw }: Override, shadows: readonly Shadow[]): Draft {
  const carried = shadows.some(({ pkg, dep }) => dep.field !== "devDependencies" && isVersioned(workspace, pkg));
  const said = shadows.map(({ pkg, dep }) => `${pkg.name || pkg.dir} asks for ${dep.range}`);
  return {
    at,
    message: `${name} is forced to ${raw}, but ${said[0]}${said.length > 1 ? `, and ${said.length - 1} more ask for other versions` : ""}`,
    hint: carried
      ? "widen the declared range if the forced version works, or take the override away: users do not get it"
      : "bring the declared range and the override into agreement",
    dependency: name,
    ...(!carried && { level: "info" }),
    related: shadows.map(({ pkg, dep }, index) => ({ at: inManifest(pkg, dep), message: said[index] ?? "" })),
  };
}
