import { readConverted } from "./read-converted.ts";
import { parseManifest, type TarballContents } from "../tarball/inspect-tarball.ts";
import type { TrackedPackage } from "../tarball/compare-tarball.ts";
import type { AskGit } from "./ask-git.ts";

export interface TrackedOptions {
  /** In full, or whatever git reads as a commit. */
  readonly commit: string;
  /** The package's folder, relative to the root, with `/`; empty for the root. */
  readonly dir: string;
}

/**
 * What git holds of a package at a commit, to compare a tarball with; undefined where there is no readable manifest. Of files
 * whose bytes are others the commit's attributes are asked, so that what git converts is told apart.
 */
export async function readTracked(
  git: AskGit,
  { commit, dir }: TrackedOptions,
  contents: Pick<TarballContents, "entries">,
): Promise<TrackedPackage | undefined> {
  const prefix = dir === "" || dir === "." ? "" : `${dir.replace(/\/+$/u, "")}/`;
  const manifest = parseManifest(await git(["cat-file", "blob", `${commit}:${prefix}package.json`]));
  if (manifest === undefined) return undefined;
  const below = parseTree(
    await git(["ls-tree", "-r", "-z", "--full-tree", commit, ...(prefix === "" ? [] : ["--", prefix])]),
  );
  const files = new Map([...below].map(([path, oid]) => [path.slice(prefix.length), oid]));
  const rootFiles = parseTree(await git(["ls-tree", "-z", "--full-tree", commit]));
  const packed = new Map(contents.entries.map(({ path, oid }) => [path.slice("package/".length), oid]));
  const other = [...files].filter(([path, oid]) => packed.has(path) && packed.get(path) !== oid).map(([path]) => path);
  const converted = await readConverted(git, { commit, paths: other.map((path) => `${prefix}${path}`) });
  return { files, rootFiles, manifest, converted: new Set(other.filter((path) => converted.has(`${prefix}${path}`))) };
}

/** The folder of the package of that name at a commit; undefined where no manifest or more than one has it. */
export async function findPackageDir(git: AskGit, commit: string, name: string): Promise<string | undefined> {
  const said = await git([
    "grep",
    "-z",
    "-l",
    "--fixed-strings",
    "-e",
    JSON.stringify(name),
    commit,
    "--",
    "package.json",
    "*/package.json",
  ]);
  const paths = (said ?? "").split("\0").flatMap((line) => (line === "" ? [] : [line.slice(line.indexOf(":") + 1)]));
  const dirs: string[] = [];
  for (const path of paths) {
    const manifest = parseManifest(await git(["cat-file", "blob", `${commit}:${path}`]));
    if (manifest?.["name"] === name) dirs.push(path.replace(/(?:^|\/)package\.json$/u, ""));
  }
  return dirs.length === 1 ? dirs[0] : undefined;
}

/** Regular files of a listing with their contents' names. */
function parseTree(said: string | undefined): ReadonlyMap<string, string> {
  const lines = (said ?? "").split("\0");
  return new Map(
    lines.flatMap((line) => {
      const [, oid, path] = /^100(?:644|755) blob ([0-9a-f]+)\t([\s\S]+)$/u.exec(line) ?? [];
      return oid === undefined || path === undefined ? [] : [[path, oid] as const];
    }),
  );
}
