import type { ChangesetsState, InvalidInput, Workspace } from "@releaser/core";
import type { Engine, EngineConfig, EngineWorkspace } from "./engine-types.ts";
import { failures } from "../failures.ts";
import { configFile } from "../changesets/read-changesets-config.ts";
import { sentinelDir } from "../changesets/read-changesets-state.ts";
import { preFile } from "../changesets/read-pre-state.ts";

/**
 * The configuration as the planner has it, with the additions of ours: a versioned `.sentinel` is not skipped for being
 * private or ignored, and neither are private members that move with their group. Throws `E_CHANGESETS_CONFIG` where the configuration or the pre state cannot be read, or is refused.
 */
export async function toEngineConfig(
  engine: Engine,
  workspace: Workspace,
  planned: EngineWorkspace,
): Promise<EngineConfig> {
  const problems = workspace.changesets === undefined ? [] : configProblems(workspace.changesets);
  if (problems.length > 0) {
    throw failures.E_CHANGESETS_CONFIG({ problems: problems.map(({ at, reason }) => `${at.file} ${reason}`) });
  }
  const config = await engine.configure(workspace.changesets?.config.raw ?? {}, planned);
  return withVersioned(config, { workspace, planned });
}

/** What keeps the configuration or the pre state from being read. */
export function configProblems({ invalid }: Pick<ChangesetsState, "invalid">): readonly InvalidInput[] {
  return invalid.filter(({ at }) => at.file === configFile || at.file === preFile);
}

/** Private packages other than those that are versioned move from the one way of being skipped to the other; Changesets treats both alike. */
export function withVersioned(
  config: EngineConfig,
  { workspace, planned }: { readonly workspace: Workspace; readonly planned: EngineWorkspace },
): EngineConfig {
  const sentinel = workspace.members.find(({ dir }) => dir === sentinelDir)?.name;
  const isPlanned = planned.packages.some(({ packageJson }) => packageJson.name === sentinel);
  const moved = workspace.changesets?.config.movedPrivates ?? [];
  const versioned = new Set([...moved, ...(sentinel !== undefined && isPlanned ? [sentinel] : [])]);
  if (versioned.size === 0) return config;
  const ignore = config.ignore.filter((name) => name !== sentinel || !isPlanned);
  if (config.privatePackages.version) return { ...config, ignore };
  const others = planned.packages.filter(
    ({ packageJson }) => !versioned.has(packageJson.name) && Boolean(packageJson["private"]),
  );
  return {
    ...config,
    ignore: [...ignore, ...others.map(({ packageJson }) => packageJson.name)],
    privatePackages: { ...config.privatePackages, version: true },
  };
}

/** Whether Changesets skips a package under a configuration; the same question as its own. */
export function skips(
  manifest: Readonly<Record<string, unknown>>,
  { ignore, privatePackages }: Pick<EngineConfig, "ignore" | "privatePackages">,
): boolean {
  if (ignore.includes(String(manifest["name"]))) return true;
  return (Boolean(manifest["private"]) && !privatePackages.version) || !manifest["version"];
}
