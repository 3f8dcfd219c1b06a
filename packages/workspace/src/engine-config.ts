import type { ChangesetsState, InvalidInput, Workspace } from "@releaser/core";
import type { Engine, EngineConfig, EngineWorkspace } from "./engine-types.ts";
import { failures } from "./failures.ts";
import { configFile } from "./read-changesets-config.ts";
import { sentinelDir } from "./read-changesets-state.ts";
import { preFile } from "./read-pre-state.ts";

/**
 * The configuration as the planner has it, with the one addition of ours: a versioned `.sentinel` is not skipped for being
 * private or ignored. Throws `E_CHANGESETS_CONFIG` where the configuration or the pre state cannot be read, or is refused.
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
  return withSentinel(config, { workspace, planned });
}

/** What keeps the configuration or the pre state from being read. */
export function configProblems({ invalid }: Pick<ChangesetsState, "invalid">): readonly InvalidInput[] {
  return invalid.filter(({ at }) => at.file === configFile || at.file === preFile);
}

/** Private packages other than `.sentinel` move from the one way of being skipped to the other; Changesets treats both alike. */
export function withSentinel(
  config: EngineConfig,
  { workspace, planned }: { readonly workspace: Workspace; readonly planned: EngineWorkspace },
): EngineConfig {
  const sentinel = workspace.members.find(({ dir }) => dir === sentinelDir)?.name;
  const isPlanned = planned.packages.some(({ packageJson }) => packageJson.name === sentinel);
  if (sentinel === undefined || !isPlanned) return config;
  const ignore = config.ignore.filter((name) => name !== sentinel);
  if (config.privatePackages.version) return { ...config, ignore };
  const others = planned.packages.filter(
    ({ packageJson }) => packageJson.name !== sentinel && Boolean(packageJson["private"]),
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
