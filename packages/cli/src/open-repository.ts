import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Clock } from "@releaser/core";
import { configFiles, readRoot, type Root } from "@releaser/workspace";
import type { Repository } from "./context.ts";
import { realClock } from "./real-clock.ts";

export interface OpenedRepository extends Repository, Root {}

/** The repository that a folder belongs to, with its configuration, and nothing that acts; the machine's own time unless told. Throws `E_WORKSPACE_MISSING` and `E_CONFIG_INVALID`. */
export async function openRepository(cwd: string, clock: Clock = realClock): Promise<OpenedRepository> {
  const found = readRoot(resolve(cwd));
  const { root } = found;
  const isConfigured = configFiles.some((name) => existsSync(join(root, name)));
  const { config, file: configFile } = isConfigured
    ? await (await import("./config/read-config.ts")).readConfig(root)
    : { config: {}, file: undefined };
  return { ...found, config, configFile, clock, engineRoot: root };
}
