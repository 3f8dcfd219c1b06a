import { defineRule, type Draft, type Edit, type Rule, unsafe, type Workspace } from "@releaser/core";
import { inManifest } from "../../catalogs.ts";
import { type Stale, staleAfterPlan } from "../../stale-after-plan.ts";
import { type StaleOverride, staleOverrides } from "../../stale-overrides.ts";
import { isVersioned } from "../../versioned.ts";

/** The version commit itself would bring skew: a range that Changesets does not rewrite, or rewrites to what excludes the version. */
export const dependentOutOfRange: Rule = defineRule({
  id: "plan/dependent-out-of-range",
  title: "after the plan every internal range admits the version that its package then has",
  level: "error",
  scope: "offline",
  *check({ workspace, plan }) {
    if (plan === undefined) return;
    const stale = staleAfterPlan(workspace, plan).filter((one) => !isLeftBehind(workspace, one));
    for (const group of Map.groupBy(stale, ({ dep, why }) => `${dep.name}\n${why}`).values()) {
      const draft = toDraft(workspace, group);
      if (draft !== undefined) yield draft;
    }
    for (const one of staleOverrides(workspace, plan)) yield toOverrideDraft(one);
  },
});

/** `plan/skipped-dependent` says this of what is published and skipped. */
function isLeftBehind({ changesets }: Workspace, { pkg, dep }: Stale): boolean {
  const runtime = dep.field === "dependencies" || dep.field === "optionalDependencies";
  return runtime && !pkg.private && changesets?.skipped.has(pkg.name) === true && pkg.version !== undefined;
}

function toDraft(workspace: Workspace, group: readonly Stale[]): Draft | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const { dep, pkg, to, why } = first;
  const edits = group.map((one) => toEdit(workspace, one));
  const written = dep.protocol === "catalog" ? (dep.range ?? "") : dep.raw;
  return {
    at: dep.at,
    message: `${dep.name} becomes ${to}, which ${written} does not admit; ${why}`,
    hint: `in ${edits[0]?.file} write "${dep.key}": "${edits[0]?.value}"${group.length > 1 ? ", and so in the places listed here" : ""}`,
    package: pkg.name,
    dependency: dep.name,
    ...(!group.some((one) => isCarried(workspace, one)) && { level: "warning" }),
    ...(group.length > 1 && {
      related: group.map((one) => ({
        at: inManifest(one.pkg, one.dep),
        message: `${one.pkg.name || one.pkg.dir} asks for ${one.dep.range}`,
      })),
    }),
    fix: { safety: "unsafe", edits },
  };
}

/** Whether a release carries the range to users. An alias under another name may stand for an old version on purpose. */
function isCarried(workspace: Workspace, { pkg, dep }: Stale): boolean {
  const deliberate = dep.protocol === "npm" && dep.key !== dep.name;
  return dep.field !== "devDependencies" && !deliberate && isVersioned(workspace, pkg);
}

/** `workspace:^` follows whatever the package becomes; where nobody speaks that protocol, the range admits both versions. */
function toEdit(workspace: Workspace, { pkg, dep, to }: Stale): Edit {
  const { file, pointer = "" } = inManifest(pkg, dep);
  const alias = dep.key === dep.name ? "" : `${dep.name}@`;
  const value = speaksWorkspace(workspace) ? `workspace:${alias}^` : `${dep.raw} || ^${to}`;
  return { file, pointer, value };
}

function speaksWorkspace({ packageManager, members }: Workspace): boolean {
  if (packageManager === "pnpm" || packageManager === "bun") return true;
  return members.some(({ dependencies }) => dependencies.some(({ protocol }) => protocol === "workspace"));
}

function toOverrideDraft({ override, range, to }: StaleOverride): Draft {
  const { name, raw, at } = override;
  return {
    at,
    message: `${name} becomes ${to}, but everybody here is forced to ${raw}, and Changesets leaves overrides as they are`,
    hint: `take the override of ${name} away, or let it admit ${to}`,
    package: name,
    dependency: name,
    level: "warning",
    fix: unsafe({ at, value: `${range} || ^${to}` }),
  };
}
