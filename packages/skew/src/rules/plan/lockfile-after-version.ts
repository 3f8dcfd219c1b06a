import { type Dependency, defineRule, type Locked, type Package, type Rule } from "@releaser/core";
import { applyInMemory } from "../../apply-in-memory.ts";

/** A lockfile repeats ranges that stand in manifests as literals; once Changesets has rewritten them, a frozen installation fails. */
export const lockfileAfterVersion: Rule = defineRule({
  id: "plan/lockfile-after-version",
  title: "no range that the plan rewrites is repeated in the lockfile",
  level: "info",
  scope: "offline",
  *check({ workspace, plan }) {
    if (plan === undefined || workspace.lockfile !== "pnpm-lock.yaml") return;
    const { rewritten } = applyInMemory(workspace, plan);
    const locked = rewritten.size === 0 ? undefined : workspace.locked();
    if (locked?.importers === undefined) return;
    const members = workspace.members.toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
    const repeated = members.flatMap((pkg) =>
      pkg.dependencies.filter((dep) => rewritten.has(dep) && repeats(locked, pkg, dep)),
    );
    const [first, ...others] = repeated;
    if (first === undefined) return;
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    yield {
      at: first.at,
      message: `the plan makes ${first.key} ${rewritten.get(first)} of ${first.raw}${more}, which ${locked.file} repeats`,
      hint: "`releaser version` brings it up to date; after a plain `changeset version` run `pnpm install --lockfile-only`",
      ...(others.length === 0 && { dependency: first.name }),
      ...(others.length > 0 && {
        related: others.map((dep) => ({ at: dep.at, message: `${dep.key} becomes ${rewritten.get(dep)}` })),
      }),
    };
  },
});

/** Peers are repeated too, where pnpm installs them. */
function repeats({ importers }: Locked, { dir }: Package, { key, field }: Dependency): boolean {
  const importer = importers?.get(dir);
  return importer?.[field === "peerDependencies" ? "dependencies" : field].has(key) === true;
}
