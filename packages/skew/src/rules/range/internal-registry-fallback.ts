import { type Dependency, defineRule, type Draft, type Package, type Rule, type Workspace } from "@releaser/core";
import { inManifest } from "../../catalogs.ts";
import { entriesOf } from "../../entries.ts";
import { pnpmMajor } from "../../package-manager.ts";
import { admits } from "../../ranges.ts";
import { isVersioned } from "../../versioned.ts";

/** Without `linkWorkspacePackages` pnpm takes a plain range from the registry, also where the package stands beside it. */
export const internalRegistryFallback: Rule = defineRule({
  id: "range/internal-registry-fallback",
  title: "what the workspace has is installed from the workspace",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    if (linksPackages(workspace)) return;
    const forced = new Set(workspace.overrides.map(({ name }) => name));
    for (const { pkg, dep, sibling } of entriesOf(workspace).internal) {
      if (pkg.role === "outside" || sibling.role === "outside" || forced.has(dep.name)) continue;
      if (isTaken(dep, sibling)) yield toDraft(workspace, { pkg, dep, sibling });
    }
  },
});

/** Also where it cannot be told: pnpm linked by default until its version 8. */
function linksPackages(workspace: Workspace): boolean {
  const { packageManager, settings } = workspace;
  if (packageManager !== "pnpm") return true;
  if (settings.linkWorkspacePackages !== undefined) return settings.linkWorkspacePackages.raw !== "false";
  const major = pnpmMajor(workspace);
  return major === undefined || major < 9;
}

/** Whether pnpm takes it from the registry. A range that leaves out the version beside it is another rule's, and a peer is installed by others. */
function isTaken({ field, protocol, range }: Dependency, sibling: Package): boolean {
  if (field === "peerDependencies" || (protocol !== "semver" && protocol !== "catalog")) return false;
  return range !== undefined && sibling.version !== undefined && admits(range, sibling.version);
}

function toDraft(
  workspace: Workspace,
  { pkg, dep, sibling }: { readonly pkg: Package; readonly dep: Dependency; readonly sibling: Package },
): Draft {
  const at = inManifest(pkg, dep);
  const value = toWorkspaceRange(dep.range ?? "");
  return {
    at,
    message: `${dep.name} is ${sibling.version} here, but ${dep.raw} is installed from the registry`,
    hint: `in ${pkg.manifestFile} write "${dep.key}": "${value}", or set \`linkWorkspacePackages: true\` in pnpm-workspace.yaml`,
    package: pkg.name,
    dependency: dep.name,
    ...(!isVersioned(workspace, pkg) && { level: "info" }),
    fix: { safety: "safe", edits: [{ file: at.file, pointer: at.pointer ?? "", value }] },
  };
}

/** The same operator by the workspace: what is published then says the version of that day. Other ranges are kept as they are. */
function toWorkspaceRange(range: string): string {
  const [, operator] = /^([\^~]?)\d+\.\d+\.\d+[\w.+-]*$/u.exec(range.trim()) ?? [];
  return operator === undefined ? `workspace:${range}` : `workspace:${operator || "*"}`;
}
