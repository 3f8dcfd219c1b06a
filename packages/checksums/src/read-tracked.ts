import { parseManifest, type TarballContents } from "./inspect-tarball.ts";
import type { TrackedPackage } from "./compare-tarball.ts";
import type { AskGit } from "./ask-git.ts";

export interface TrackedOptions {
  /** In full, or whatever git reads as a commit. */
  readonly commit: string;
  /** The package's folder, relative to the root, with `/`; empty for the root. */
  readonly dir: string;
}

/**
 * What git holds of a package at a commit, to compare a tarball with; undefined where there is no readable manifest. Files
 * whose bytes are others are asked for in the work tree's attributes, so that what git converts is told apart.
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
  return { files, rootFiles, manifest, converted: await convertedOf(git, prefix, other) };
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

const converting = ["filter", "ident", "eol", "working-tree-encoding"] as const;

async function convertedOf(git: AskGit, prefix: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const said = await git(["check-attr", "-z", ...converting, "--", ...paths.map((path) => `${prefix}${path}`)]);
  const words = (said ?? "").split("\0");
  const converted = paths.filter((path) =>
    words.some(
      (word, index) =>
        index % 3 === 0 &&
        word === `${prefix}${path}` &&
        !["unset", "unspecified"].includes(words[index + 2] ?? "unset") &&
        !(words[index + 1] === "eol" && words[index + 2] === "lf"),
    ),
  );
  return new Set(converted);
}
