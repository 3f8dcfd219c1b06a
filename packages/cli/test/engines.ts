import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import {
  type GitRepo,
  gitRepo,
  type ReleaserResult,
  repositoryRoot,
  startProgram,
  type World,
} from "@releaser/testkit";

const installed = { "2.31": "changesets-2", "3": "@changesets/cli" } as const;

/** A line of Changesets that is installed here. */
export type Engine = keyof typeof installed;

/** Both lines. */
export const engines = Object.keys(installed) as readonly Engine[];

function engineDir(engine: Engine): string {
  return realpathSync(join(repositoryRoot, "packages/workspace/node_modules", installed[engine]));
}

/** The world as a repository in which a Changesets is installed, as pnpm would link it. */
export function repoWith(engine: Engine, world: World, options: { readonly origin?: boolean } = {}): GitRepo {
  const there = gitRepo(world.file(".gitignore", "node_modules\n.releaser\n"), options);
  mkdirSync(join(there.dir, "node_modules/@changesets"), { recursive: true });
  symlinkSync(engineDir(engine), join(there.dir, "node_modules/@changesets/cli"));
  return there;
}

/** Runs the real `changeset` there. */
export async function changeset(engine: Engine, { dir }: GitRepo, ...args: readonly string[]): Promise<ReleaserResult> {
  return await startProgram([process.execPath, join(engineDir(engine), "bin.js"), ...args], { cwd: dir }).done;
}
