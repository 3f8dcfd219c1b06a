import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { GitState } from "@releaser/core";
import { gitEnv } from "./child-env.ts";
import { hardening } from "./open-git.ts";

/** Where git keeps what; the two differ in a linked worktree. */
interface GitDirs {
  /** Holds HEAD. */
  readonly own: string;
  /** Holds references, packed-refs and shallow. */
  readonly shared: string;
}

const commitId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;

/** Branch, head and tags, from git's own files, without running git; by git itself where references are kept in another way. Undefined outside a repository. */
export function readGitState(dir: string): GitState | undefined {
  const dirs = findGitDirs(dir);
  if (dirs === undefined) return undefined;
  const shallow = existsSync(join(dirs.shared, "shallow"));
  if (existsSync(join(dirs.shared, "reftable"))) return { ...askGit(dir), shallow };
  const packed = readPackedRefs(dirs.shared);
  const [, branch] = /^ref: refs\/heads\/(.+)$/u.exec(readText(join(dirs.own, "HEAD"))) ?? [];
  const head =
    branch === undefined
      ? readText(join(dirs.own, "HEAD"))
      : readText(join(dirs.shared, "refs/heads", branch)) || packed.get(`refs/heads/${branch}`);
  const packedTags = [...packed.keys()]
    .filter((name) => name.startsWith(tagPrefix))
    .map((name) => name.slice(tagPrefix.length));
  const tags = new Set([...packedTags, ...looseTags(join(dirs.shared, "refs/tags"))]);
  return { branch, head: head !== undefined && commitId.test(head) ? head : undefined, shallow, tags };
}

/** The `vX.Y.Z` tags that are ancestors of HEAD, by git itself. Empty where git cannot say. */
export function readMergedTrainTags(dir: string): ReadonlySet<string> {
  const said = gitText(dir, ["for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", `${tagPrefix}v[0-9]*`]);
  return new Set(said.split("\n").filter((name) => name !== ""));
}

const tagPrefix = "refs/tags/";

function findGitDirs(dir: string): GitDirs | undefined {
  const place = join(dir, ".git");
  if (!existsSync(place)) return dirname(dir) === dir ? undefined : findGitDirs(dirname(dir));
  if (statSync(place).isDirectory()) return { own: place, shared: place };
  const [, target] = /^gitdir: (.+)$/mu.exec(readText(place)) ?? [];
  if (target === undefined) return undefined;
  const own = resolve(dir, target);
  return { own, shared: resolve(own, readText(join(own, "commondir")) || ".") };
}

function readPackedRefs(shared: string): ReadonlyMap<string, string> {
  const lines = readText(join(shared, "packed-refs")).split("\n");
  return new Map(lines.filter((line) => !line.startsWith("#") && !line.startsWith("^")).map(toRef));
}

function toRef(line: string): readonly [string, string] {
  const space = line.indexOf(" ");
  return [line.slice(space + 1), line.slice(0, Math.max(space, 0))];
}

function looseTags(dir: string, prefix = ""): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? looseTags(join(dir, entry.name), `${prefix}${entry.name}/`)
      : entry.name.endsWith(".lock")
        ? []
        : [`${prefix}${entry.name}`],
  );
}

function askGit(dir: string): Omit<GitState, "shallow"> {
  const branch = gitText(dir, ["symbolic-ref", "--quiet", "--short", "HEAD"]);
  const head = gitText(dir, ["rev-parse", "--quiet", "--verify", "HEAD"]);
  const tags = gitText(dir, ["for-each-ref", "--format=%(refname:strip=2)", tagPrefix]);
  return {
    branch: branch || undefined,
    head: head || undefined,
    tags: new Set(tags.split("\n").filter((name) => name !== "")),
  };
}

/** Standard output, or nothing where git fails: an unborn branch, a detached HEAD. */
function gitText(dir: string, args: readonly string[]): string {
  try {
    return execFileSync("git", [...hardening, ...args], {
      cwd: dir,
      env: gitEnv(process.env),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 2 ** 28,
    }).trim();
  } catch (error) {
    if (error instanceof Error) return "";
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR")
    ) {
      return "";
    }
    throw error;
  }
}
