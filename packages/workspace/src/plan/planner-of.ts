import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve as resolvePath } from "node:path";
import ours from "@changesets/cli/package.json" with { type: "json" };
import type { Planner } from "@releaser/core";
import { failures } from "../failures.ts";
import { isObject } from "../parse-json.ts";

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

/** The same with what it takes to load it. Throws `E_CHANGESETS_UNSUPPORTED` where what is installed states no version. */
export function findPlanner(engineRoot: string): FoundPlanner {
  return findInstalled(engineRoot) ?? toFound(ours.version, "bundled", createRequire(import.meta.url));
}

/** The major of the Changesets that a repository has installed; undefined where it has none. */
export function installedMajor(engineRoot: string): number | undefined {
  return findInstalled(engineRoot)?.major;
}

/** In the `node_modules` of the folder or of one above it: `require.resolve` would also look where NODE_PATH says, which a package manager sets for its own commands. */
function findInstalled(engineRoot: string): FoundPlanner | undefined {
  const manifest = upwards(resolvePath(engineRoot))
    .map((dir) => join(dir, "node_modules", cli, "package.json"))
    .find((file) => existsSync(file));
  return manifest === undefined ? undefined : read(realpathSync(manifest));
}

function upwards(dir: string): readonly string[] {
  return dir === dirname(dir) ? [dir] : [dir, ...upwards(dirname(dir))];
}

/** By its real path, so the siblings beside it are the ones that this very version was installed with. */
function read(manifestFile: string): FoundPlanner {
  const version = versionIn(readFileSync(manifestFile, "utf8"));
  if (version === undefined) {
    throw failures.E_CHANGESETS_UNSUPPORTED({ version: "", why: `${cli}/package.json states no version` });
  }
  return toFound(version, "workspace", createRequire(manifestFile));
}

function toFound(version: string, from: Planner["from"], { resolve }: NodeJS.Require): FoundPlanner {
  return { name: cli, version, from, major: Number.parseInt(version, 10), resolve };
}

function versionIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && typeof value["version"] === "string" ? value["version"] : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
