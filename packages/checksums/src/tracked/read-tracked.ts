import { readConverted } from "./read-converted.ts";
import { parseManifest, type TarballContents } from "../tarball/inspect-tarball.ts";
import { packedFolder, type TrackedPackage } from "../tarball/compare-tarball.ts";
import type { AskGit } from "./ask-git.ts";

/** What git holds at one commit; its listing is read once, however many packages are asked for. */
export interface TrackedCommit {
  /**
   * A package, to compare a tarball with; undefined where there is no readable manifest. The folder is relative to the root, with
   * `/`, and empty for the root. Of files whose bytes are others the commit's attributes are asked, so that what git converts is
   * told apart.
   */
  readPackage(dir: string, contents: Pick<TarballContents, "entries">): Promise<TrackedPackage | undefined>;
}

/** The commit in full, or whatever git reads as one. */
export function openTracked(git: AskGit, commit: string): TrackedCommit {
  let listing: Promise<ReadonlyMap<string, string>> | undefined;
  const list = async (): Promise<ReadonlyMap<string, string>> =>
    await (listing ??= git(["ls-tree", "-r", "-z", "--full-tree", commit]).then((said) => parseTree(said)));
  return {
    readPackage: async (dir, contents) => {
      const prefix = dir === "" || dir === "." ? "" : `${dir.replace(/\/+$/u, "")}/`;
      const manifest = parseManifest(await git(["cat-file", "blob", `${commit}:${prefix}package.json`]));
      if (manifest === undefined) return undefined;
      const all = await list();
      const files = below(all, prefix);
      const root = packedFolder(manifest);
      const packed = new Map(contents.entries.map(({ path, oid }) => [`${root}${path.slice("package/".length)}`, oid]));
      // A packer writes the manifest anew, so it is compared field by field, and its bytes tell nothing.
      const other = [...files]
        .filter(([path, oid]) => path !== `${root}package.json` && packed.has(path) && packed.get(path) !== oid)
        .map(([path]) => path);
      const converted = await readConverted(git, { commit, paths: other.map((path) => `${prefix}${path}`) });
      return {
        files,
        rootFiles: new Map([...all].filter(([path]) => !path.includes("/"))),
        manifest,
        converted: new Set(other.filter((path) => converted.has(`${prefix}${path}`))),
      };
    },
  };
}

/** The part of a listing below a prefix, by path from there. */
function below(all: ReadonlyMap<string, string>, prefix: string): ReadonlyMap<string, string> {
  return new Map(
    [...all].flatMap(([path, oid]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), oid] as const] : [])),
  );
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
