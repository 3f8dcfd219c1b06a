import type { Override, Plan, Workspace } from "@releaser/core";
import { applyInMemory } from "./apply-in-memory.ts";
import { admits } from "./ranges.ts";
import { packagesByName } from "./versioned.ts";

/** An override that forces everybody back to before the plan. */
export interface StaleOverride {
  readonly override: Override;
  readonly range: string;
  /** The version after the plan. */
  readonly to: string;
}

/**
 * The overrides of internal packages that admit the version of today and leave out the planned one. Those for one parent, for
 * some askers, or that refer to another entry, are passed over: they say less.
 */
export function staleOverrides(workspace: Workspace, plan: Plan): readonly StaleOverride[] {
  const whole = workspace.overrides.filter(
    ({ raw, range, asked, parent }) => raw === range && asked === undefined && parent === undefined,
  );
  if (whole.length === 0) return [];
  const { versions } = applyInMemory(workspace, plan);
  const byName = packagesByName(workspace);
  return whole.flatMap((override) => {
    const target = byName.get(override.name);
    const to = target && versions.get(target.dir);
    const { range } = override;
    if (target?.version === undefined || to === undefined || range === undefined) return [];
    return admits(range, target.version) && !admits(range, to) ? [{ override, range, to }] : [];
  });
}
