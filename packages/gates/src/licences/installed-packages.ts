import { readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { hasErrorCode, isRecord, parseJson } from "@releaser/core";
import { licenceOf } from "./judge-licence.ts";

/** A package that is published, with its folder relative to the root. */
export interface PublicPackage {
  readonly name: string;
  readonly dir: string;
}

/** A package that a published one brings along. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string | undefined;
  /** The names that lead to it, from the published package on, itself last; one of the shortest ways. */
  readonly path: readonly string[];
}

/** All that published packages bring along, each once, and what of it is not installed. */
export interface InstalledTree {
  readonly packages: readonly InstalledPackage[];
  /** Ways to what is required and not there. */
  readonly missing: readonly (readonly string[])[];
}

interface Visited {
  /** The real folder, absolute. */
  readonly folder: string;
  readonly path: readonly string[];
}

/**
 * The production dependencies of published packages, also optional ones that are there, as Node would find them from each. What
 * lies below the root and outside of `node_modules` is the repository's own: it is gone through, and not told.
 */
export function readInstalled(root: string, published: readonly PublicPackage[]): InstalledTree {
  const top = realpathSync(root);
  const packages: InstalledPackage[] = [];
  const missing: (readonly string[])[] = [];
  const queue: Visited[] = published.map(({ name, dir }) => ({ folder: join(top, dir), path: [name] }));
  const seen = new Set(queue.map(({ folder }) => folder));
  for (const { folder, path } of queue) {
    const manifest = readManifest(folder);
    if (!isOwn(top, folder)) packages.push(toInstalled(manifest, path));
    for (const { name, required } of dependenciesOf(manifest)) {
      const found = resolve(name, folder, top);
      if (found === undefined && required) missing.push([...path, name]);
      if (found === undefined || seen.has(found)) continue;
      seen.add(found);
      queue.push({ folder: found, path: [...path, name] });
    }
  }
  return { packages, missing };
}

type Manifest = Readonly<Record<string, unknown>>;

function isOwn(root: string, folder: string): boolean {
  const path = relative(root, folder).split(sep);
  return path[0] !== ".." && !path.includes("node_modules");
}

function toInstalled(manifest: Manifest, path: readonly string[]): InstalledPackage {
  const { name, version } = manifest;
  return {
    name: typeof name === "string" ? name : (path.at(-1) ?? ""),
    version: typeof version === "string" ? version : "",
    licence: licenceOf(manifest),
    path,
  };
}

function dependenciesOf(manifest: Manifest): readonly { readonly name: string; readonly required: boolean }[] {
  const names = (field: string): readonly string[] => {
    const value = manifest[field];
    return isRecord(value) ? Object.keys(value) : [];
  };
  const optional = new Set(names("optionalDependencies"));
  const all = new Set([...names("dependencies"), ...optional]);
  return [...all].map((name) => ({ name, required: !optional.has(name) }));
}

/** The real folder of a package, looked for from a folder upwards: to the root, or where that lies elsewhere to the end. */
function resolve(name: string, from: string, root: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const folder = realFolder(join(dir, "node_modules", name));
    if (folder !== undefined) return folder;
    if (dir === root || dir === dirname(dir)) return undefined;
  }
}

function realFolder(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

function readManifest(folder: string): Manifest {
  try {
    const value = parseJson(readFileSync(join(folder, "package.json"), "utf8"));
    return isRecord(value) ? value : {};
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return {};
    throw error;
  }
}
