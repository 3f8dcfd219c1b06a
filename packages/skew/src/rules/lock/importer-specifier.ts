import { defineRule, type Draft, type Fix, type Locked, type Package, type Rule, type Workspace } from "@releaser/core";
import { installed } from "../../catalogs.ts";
import { differencesOf } from "../../locked-differences.ts";

/** pnpm owns the file, and knows what else changes in it. */
const fix: Fix = { safety: "safe", edits: [], command: "pnpm install --lockfile-only" };
const mend: Pick<Draft, "fix" | "hint"> = { hint: `run \`${fix.command}\``, fix };

/** A lockfile that repeats what manifests no longer say stops every frozen installation, which is every one in CI. */
export const importerSpecifier: Rule = defineRule({
  id: "lock/importer-specifier",
  title: "the lockfile repeats what manifests and catalogs say",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    const locked = workspace.locked();
    if (locked === undefined) return;
    const repeats = locked.repeats(installed(workspace));
    for (const { at, reason } of repeats ? [] : locked.invalid) {
      yield { at, message: `${at.file} ${reason}`, ...mend };
    }
    if (workspace.catalogs.size > 0) yield* staleCatalogs(workspace, locked);
    if (repeats) return;
    const { importers } = locked;
    // With a lockfile in each folder the root's speaks for the root alone.
    if (importers === undefined || workspace.settings.sharedWorkspaceLockfile?.raw === "false") return;
    for (const pkg of installed(workspace)) yield* stalePackage(workspace, locked, pkg);
    const dirs = new Set(workspace.members.map(({ dir }) => dir));
    for (const [dir, { line }] of importers) if (!dirs.has(dir) && dir !== ".") yield leftOver(locked.file, dir, line);
  },
});

function* stalePackage(workspace: Workspace, { file, importers }: Locked, pkg: Package): Iterable<Draft> {
  const importer = importers?.get(pkg.dir);
  const [first, ...others] = differencesOf(workspace, pkg, importer);
  if (first === undefined) return;
  yield {
    at: first.at,
    message: `${first.message}${others.length === 0 ? "" : `, and ${others.length} more in ${pkg.manifestFile} differ`}`,
    ...mend,
    package: pkg.name,
    ...(others.every(({ key }) => key === first.key) && { dependency: first.key }),
    // A hook may have rewritten the manifest before it was locked.
    ...(workspace.settings.hooks !== undefined && { level: "warning" }),
    related: [
      {
        at: importer ? { file, line: importer.line } : { file },
        message: importer ? `has ${pkg.dir}` : `has no ${pkg.dir}`,
      },
      ...others.map(({ at, message }) => ({ at, message })),
    ],
  };
}

function* staleCatalogs({ catalogs, invalid }: Workspace, locked: Locked): Iterable<Draft> {
  if (invalid.some(({ at }) => at.file === "pnpm-workspace.yaml")) return;
  for (const [catalog, entries] of locked.catalogs) {
    for (const [name, specifier] of entries) {
      const entry = catalogs.get(catalog)?.get(name);
      if (entry === undefined || entry.raw === specifier) continue;
      yield {
        at: entry.at,
        message: `${name} is ${entry.raw} in the catalog ${catalog}, but ${specifier} in ${locked.file}`,
        ...mend,
        dependency: name,
      };
    }
  }
}

/** pnpm itself goes on with it; so does whoever checks out a part of the tree. */
function leftOver(file: string, dir: string, line: number): Draft {
  return {
    at: { file, line },
    message: `${file} has ${dir}, which is no folder of the workspace`,
    ...mend,
    level: "warning",
  };
}
