import { defineRule, type Dependency, type DependencyField, type Draft, type Package, type Rule } from "@releaser/core";
import { inManifest } from "../../catalogs.ts";
import { admits } from "../../ranges.ts";
import { entriesOf } from "../../entries.ts";
import { isVersioned } from "../../versioned.ts";

/** What a public package needs when it runs has to be on the registry too: a private package never gets there. */
export const privateDependency: Rule = defineRule({
  id: "range/private-dependency",
  title: "what a public package needs when it runs is public",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const { pkg, dep, sibling } of entriesOf(workspace).internal) {
      if (!sibling.private || pkg.private || !isVersioned(workspace, pkg)) continue;
      if (isNeeded(pkg, dep) && isMeant(dep, sibling)) yield toDraft(pkg, dep, sibling);
    }
  },
});

const runtime: ReadonlySet<DependencyField> = new Set(["dependencies", "optionalDependencies", "peerDependencies"]);

function isNeeded(pkg: Package, dep: Dependency): boolean {
  return runtime.has(dep.field) && !isBundled(pkg, dep.key) && !isOptionalPeer(pkg, dep);
}

/** What is bundled is packed into the tarball, so nobody asks a registry for it. */
function isBundled({ manifest }: Package, key: string): boolean {
  const bundled = manifest["bundledDependencies"] ?? manifest["bundleDependencies"];
  return bundled === true || (Array.isArray(bundled) && bundled.includes(key));
}

function isOptionalPeer({ manifest }: Package, { field, key }: Dependency): boolean {
  if (field !== "peerDependencies") return false;
  const meta = manifest["peerDependenciesMeta"] as Readonly<Record<string, { optional?: unknown } | null>> | undefined;
  return meta?.[key]?.optional === true;
}

/** A plain range that leaves out the workspace's version means the registry's package of that name. */
function isMeant(dep: Dependency, needed: Package): boolean {
  if (dep.protocol === "workspace") return true;
  if (dep.protocol !== "semver" && dep.protocol !== "catalog") return false;
  return dep.range !== undefined && needed.version !== undefined && admits(dep.range, needed.version);
}

function toDraft(pkg: Package, dep: Dependency, needed: Package): Draft {
  return {
    at: inManifest(pkg, dep),
    message: `${pkg.name} is public and has ${dep.key} in ${dep.field}, which is private, so no registry has it`,
    hint: `move "${dep.key}" to devDependencies where a build inlines it; otherwise publish it, or list it in bundledDependencies`,
    package: pkg.name,
    dependency: dep.name,
    related: [{ at: { file: needed.manifestFile, pointer: "/private" }, message: `${needed.name} is private` }],
  };
}
