import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Planner } from "@releaser/core";

/** The Changesets that plans, and where its parts are resolved from. */
export interface FoundPlanner extends Planner {
  readonly major: number;
  /** Resolves a sibling of its command line to a path. Throws as `require.resolve` does. */
  readonly resolve: (specifier: string) => string;
}

const cli = "@changesets/cli";

/** Which Changesets plans a repository: the one installed there, ours otherwise. */
// oxlint-disable-next-line require-await -- a promise by contract: finding a planner may come to need IO
export async function plannerOf(engineRoot: string): Promise<Planner> {
  const { name, version, from } = findPlanner(engineRoot);
  return { name, version, from };
}

/** The same with what it takes to load it. */
export function findPlanner(engineRoot: string): FoundPlanner {
  const installed = findInstalled(engineRoot);
  return installed ?? read(createRequire(import.meta.url).resolve(`${cli}/package.json`), "bundled");
}

/** The major of the Changesets that a repository has installed; undefined where it has none. */
export function installedMajor(engineRoot: string): number | undefined {
  return findInstalled(engineRoot)?.major;
}

function findInstalled(engineRoot: string): FoundPlanner | undefined {
  try {
    return read(createRequire(join(engineRoot, "package.json")).resolve(`${cli}/package.json`), "workspace");
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED")
    ) {
      return undefined;
    }
    throw error;
  }
}

/** `require.resolve` gives the real path, so the siblings beside it are the ones that this very version was installed with. */
function read(manifestFile: string, from: Planner["from"]): FoundPlanner {
  const { version } = JSON.parse(readFileSync(manifestFile, "utf8")) as { readonly version: string };
  const { resolve } = createRequire(manifestFile);
  return { name: cli, version, from, major: Number.parseInt(version, 10), resolve };
}
