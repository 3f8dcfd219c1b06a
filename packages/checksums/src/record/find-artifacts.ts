import { globSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { byCodeUnit, checkArtifactName, collisions } from "../tarball/artifact-name.ts";
import { failures } from "../failures.ts";

export interface FindArtifactsOptions {
  readonly cwd: string;
  /** Base names that are no artifacts wherever they lie in a folder: the checksum file and what stands beside it. */
  readonly beside?: readonly string[];
}

/**
 * The artifacts that files, folders and patterns name, each by its absolute path, sorted by base name. A folder stands for
 * the files that lie in it, which is no deeper than a checksum file can tell.
 * @throws E_ARTIFACTS_UNFIT with every problem
 */
export async function findArtifacts(
  named: readonly string[],
  { cwd, beside = [] }: FindArtifactsOptions,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const paths = new Set<string>();
  for (const one of named) {
    const { found, why } = await expand(resolve(cwd, one), { cwd, pattern: one, beside });
    for (const path of found) paths.add(path);
    if (why !== undefined) problems.push(why);
  }
  const sorted = [...paths].toSorted((a, b) => byCodeUnit(basename(a), basename(b)));
  problems.push(...checkNames(sorted.map((path) => basename(path))));
  if (problems.length > 0) throw failures.E_ARTIFACTS_UNFIT({ problems });
  return sorted;
}

interface Found {
  readonly found: readonly string[];
  readonly why?: string;
}

interface Named {
  readonly cwd: string;
  /** As it was written. */
  readonly pattern: string;
  readonly beside: readonly string[];
}

/** What lies there by that very name comes before what the name would match as a pattern. */
async function expand(path: string, { cwd, pattern, beside }: Named): Promise<Found> {
  const seen = await lstat(path).catch(() => undefined);
  if (seen?.isDirectory() === true) return await filesIn(path, { cwd, pattern, beside });
  if (seen !== undefined) return { found: [path] };
  const found = globSync(pattern, { cwd }).map((match) => resolve(cwd, match));
  return found.length === 0 ? { found, why: `nothing is there by the name of ${pattern}` } : { found };
}

async function filesIn(dir: string, { pattern, beside }: Named): Promise<Found> {
  const entries = await readdir(dir, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found = entries
    .filter((entry) => !entry.isDirectory() && !beside.includes(entry.name))
    .map(({ name }) => join(dir, name));
  if (folders.length > 0) {
    return { found, why: `${pattern} holds the folder ${folders[0]}: name what is in it by a pattern` };
  }
  return found.length === 0 ? { found, why: `${pattern} holds no file` } : { found };
}

function checkNames(names: readonly string[]): readonly string[] {
  return [
    ...names.flatMap((name) => {
      const reason = checkArtifactName(name);
      return reason === undefined ? [] : [`${JSON.stringify(name)}: ${reason}`];
    }),
    ...collisions(names).map(({ index, earlier }) => `${names[index]} has the name of another artifact, ${earlier}`),
  ];
}
