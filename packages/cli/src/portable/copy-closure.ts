import { cpSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What of a manifest names other packages. */
interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package in the copy: where it came from, where it lies, and the folders above it in which its imports are looked for, nearest first. */
interface Placed {
  readonly real: string;
  readonly at: string;
  readonly above: readonly string[];
}

export interface Closure {
  /** How many packages were copied. */
  readonly packages: number;
  /** What a copied package needs and is not installed, though it is neither optional nor a peer; empty where the installation is whole. */
  readonly missing: readonly string[];
}

/**
 * Copies an installed package and all that it needs into `node_modules` below an empty folder, as one tree without links: whichever
 * package manager installed it, however it is laid out. Each import leads to the very package that it led to before. Where something
 * is missing, nothing is left in the folder, so that it can be tried again.
 */
export function copyClosure(dir: string, out: string, without: readonly string[] = []): Closure {
  const top = join(out, "node_modules");
  const places = new Map<string, string>();
  const missing = new Set<string>();
  const queue: Placed[] = [];
  const place = (real: string, name: string, above: readonly string[]): void => {
    const [folder = top] = above;
    const at = join(folder, name);
    places.set(at, real);
    cpSync(real, at, { recursive: true, dereference: true, filter: (path) => path !== join(real, "node_modules") });
    queue.push({ real, at, above });
  };
  const own = realpathSync(dir);
  place(own, readManifest(own).name, [top]);
  for (const { real, at, above } of queue) {
    const needs = needsOf(real, without);
    for (const name of needs.missing) missing.add(name);
    for (const [name, found] of needs.found) {
      const seen = above.map((folder) => places.get(join(folder, name))).find((one) => one !== undefined);
      // What is free at the top is seen from everywhere; what is taken by another version lies below the one that wants it.
      if (seen === undefined) place(found, name, [top]);
      else if (seen !== found) place(found, name, [join(at, "node_modules"), ...above]);
    }
  }
  if (missing.size > 0) rmSync(top, { recursive: true, force: true });
  return { packages: queue.length, missing: [...missing].toSorted() };
}

interface Needs {
  readonly found: readonly (readonly [name: string, dir: string])[];
  readonly missing: readonly string[];
}

function needsOf(dir: string, without: readonly string[]): Needs {
  const manifest = readManifest(dir);
  const located = namesOf(manifest)
    .filter((name) => !without.includes(name))
    .map((name) => [name, locate(name, dir)] as const);
  return {
    found: located.flatMap(([name, found]) => (found === undefined ? [] : [[name, found] as const])),
    missing: located.flatMap(([name, found]) => (found === undefined && isNeeded(manifest, name) ? [name] : [])),
  };
}

function namesOf({ dependencies, optionalDependencies, peerDependencies }: Manifest): readonly string[] {
  return Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies });
}

function isNeeded({ dependencies = {}, optionalDependencies = {} }: Manifest, name: string): boolean {
  return name in dependencies && !(name in optionalDependencies);
}

function readManifest(dir: string): Manifest {
  return JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as Manifest;
}

/** Where a package's import leads, links resolved; undefined where it is not installed. */
function locate(name: string, from: string): string | undefined {
  try {
    const file = findPackageJSON(name, pathToFileURL(join(from, "package.json")));
    return file === undefined ? undefined : realpathSync(dirname(file));
  } catch {
    return undefined;
  }
}
