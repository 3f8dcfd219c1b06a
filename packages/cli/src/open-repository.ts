import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Clock } from "@releaser/core";
import { configFiles, readRoot, type Root } from "@releaser/workspace";
import type { ReadStatedOptions } from "./config/read-stated-config.ts";
import type { Repository } from "./context.ts";
import { realClock } from "./real-clock.ts";

export interface OpenedRepository extends Repository, Root {}

export interface OpenRepositoryOptions {
  /** The machine's own time unless told. */
  readonly clock?: Clock | undefined;
  /** Given where code of the repository is not run; its configuration is read as far as it is stated then. */
  readonly unrun?: ReadStatedOptions | undefined;
}

/** The repository that a folder belongs to, with its configuration, and nothing that acts. Throws `E_WORKSPACE_MISSING`, `E_CONFIG_INVALID` and `E_CONFIG_CODE`. */
export async function openRepository(
  cwd: string,
  { clock = realClock, unrun }: OpenRepositoryOptions = {},
): Promise<OpenedRepository> {
  const found = readRoot(resolve(cwd));
  const { root } = found;
  const isConfigured = configFiles.some((name) => existsSync(join(root, name)));
  const { config, file: configFile } = !isConfigured
    ? { config: {}, file: undefined }
    : unrun === undefined
      ? await (await import("./config/read-config.ts")).readConfig(root)
      : (await import("./config/read-stated-config.ts")).readStatedConfig(root, unrun);
  return { ...found, config, configFile, clock, engineRoot: root };
}
