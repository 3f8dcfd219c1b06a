import picomatch from "picomatch";
import type { FileEntry, Files } from "./files.ts";

/** Folders that the workspace globs name, by path. */
export interface MatchedFolders {
  /** Some may hold no manifest: where a glob ends nobody looks into the folder, since whoever reads the manifest sees it anyway. */
  readonly dirs: readonly string[];
  /** Those of them that manypkg, and with it Changesets, leaves out: for it an exclusion takes along what lies below the excluded folder. */
  readonly unseen: ReadonlySet<string>;
  /** Patterns that match none, as they were given; exclusions are not among them, nor what only exclusions leave empty. */
  readonly idle: ReadonlySet<string>;
}

const never: ReadonlySet<string> = new Set(["node_modules", "bower_components", ".git"]);

/**
 * The folders that the globs of a workspace name, as pnpm takes them: each pattern stands for the manifest in a folder, so an exclusion leaves out that folder alone, wherever it stands in the list. Links are not followed.
 */
export function matchGlobs(files: Files, globs: readonly string[]): MatchedFolders {
  const walked = globs
    .filter((glob) => !glob.startsWith("!"))
    .map((glob) => ({ glob, found: walk(files, normalize(glob)) }));
  const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => normalize(glob.slice(1)));
  const isUnwanted = unwanted.map((glob) => picomatch(`${glob}/package.json`));
  const takesAlong = unwanted.map((glob) => picomatch(glob));
  const found = new Set(walked.flatMap((one) => one.found));
  const dirs = [...found]
    .filter((dir) => !isUnwanted.some((excludes) => excludes(`${dir}/package.json`)))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const unseen = dirs.filter((dir) => lineage(dir).some((place) => takesAlong.some((excludes) => excludes(place))));
  const idle = walked.filter((one) => !one.found.some((dir) => hasManifest(files, dir))).map(({ glob }) => glob);
  return { dirs, unseen: new Set(unseen), idle: new Set(idle) };
}

/** A pattern without the forms that change nothing: `./packages/*\/`, `packages/*\/package.json`. */
function normalize(glob: string): string {
  return glob.replace(/^(?:\.\/)+/u, "").replace(/(?:\/package\.json)?\/*$/u, "") || ".";
}

function walk(files: Files, glob: string): readonly string[] {
  const { base, glob: pattern } = picomatch.scan(glob);
  if (pattern === "") return [glob];
  const start = base === "" ? "." : base;
  const matches = picomatch(`${glob}/package.json`);
  const depth = /\*\*|[{(]/u.test(pattern) ? Number.POSITIVE_INFINITY : pattern.split("/").length;
  return below(files, start, depth).filter((dir) => matches(`${dir}/package.json`));
}

/** Folders that hold a manifest, and those at the last level, which may. */
function below(files: Files, dir: string, depth: number): readonly string[] {
  if (depth === 0) return [dir];
  const entries = files.list(dir);
  const inner = entries
    .filter((entry) => entry.kind === "dir" && !never.has(entry.name))
    .flatMap(({ name }) => below(files, dir === "." ? name : `${dir}/${name}`, depth - 1));
  return entries.some(isManifest) ? [dir, ...inner] : inner;
}

function hasManifest(files: Files, dir: string): boolean {
  return files.head(`${dir}/package.json`) !== undefined;
}

/** Whether an entry of a folder is its manifest: no folder of that name, and no link, which is not followed. */
export function isManifest({ name, kind }: FileEntry): boolean {
  return name === "package.json" && kind === "file";
}

/** A folder and those above it, without the root. */
function lineage(dir: string): readonly string[] {
  const steps = dir.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}
