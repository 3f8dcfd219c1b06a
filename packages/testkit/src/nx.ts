import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv } from "./clean-env.ts";
import { type GitRepo, gitRepo } from "./git-repo.ts";
import { builtReleaser, startProgram } from "./releaser.ts";
import type { World } from "./repo.ts";
import { repositoryRoot } from "./repository-root.ts";

interface NxJson {
  readonly analytics: boolean;
  readonly neverConnectToCloud: boolean;
  readonly useDaemonProcess: boolean;
  readonly tui: { readonly enabled: boolean };
  readonly plugins: readonly string[];
}

/** Settings under which nx asks nobody and leaves no process behind, with the plugin. */
export const nxJson: NxJson = {
  analytics: false,
  neverConnectToCloud: true,
  useDaemonProcess: false,
  tui: { enabled: false },
  plugins: ["@releaser/nx"],
};

/** What a repository with nx has ignored. */
export const nxIgnored: string = "node_modules\ndist\n.nx\n.releaser\n";

/** A repository in which nx, the plugin and the command line are installed as they are here. */
export function installNx(world: World): GitRepo {
  const repository = gitRepo(world);
  linkNx(repository.dir);
  return repository;
}

/** The same for a folder that is a repository already. */
export function linkNx(dir: string): void {
  const bin = join(dir, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(dir, "node_modules/@releaser"));
  symlinkSync(join(repositoryRoot, "node_modules/nx"), join(dir, "node_modules/nx"));
  symlinkSync(join(repositoryRoot, "packages/nx"), join(dir, "node_modules/@releaser/nx"));
  writeProgram(join(bin, "releaser"), builtReleaser);
}

function writeProgram(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
}

export interface NxRan {
  readonly code: number | undefined;
  /** Both streams. */
  readonly said: string;
}

/** Added to the environment of nx; `PATH` stands before the programs that are there. */
export type NxEnv = Readonly<Record<string, string | undefined>>;

/** nx as a process in a repository, with that repository's own cache. */
export async function nx(dir: string, args: readonly string[], { PATH, ...more }: NxEnv = {}): Promise<NxRan> {
  const env = {
    NX_NO_CLOUD: "true",
    // Where nx itself is linked, it would remember for all workspaces together.
    NX_CACHE_DIRECTORY: join(dir, ".nx/cache"),
    NX_WORKSPACE_DATA_DIRECTORY: join(dir, ".nx/workspace-data"),
    PATH: `${PATH ?? join(process.execPath, "..")}:${cleanEnv()["PATH"] ?? ""}`,
    ...more,
  };
  const program = [process.execPath, join(dir, "node_modules/nx/dist/bin/nx.js"), ...args] as const;
  const { code, stdout, stderr } = await startProgram([...program], { cwd: dir, env, timeout: 220_000 }).done;
  return { code, said: stdout + stderr };
}

/** Whether nx answered a task from its cache, or found its outputs where they were. */
export function isRemembered(said: string, task: string): boolean {
  const line = said.split("\n").find((one) => one.includes(`nx run ${task}`)) ?? "";
  return /\[(?:local cache|remote cache|existing outputs match the cache)/u.test(line);
}
