import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type GitState, hasErrorCode } from "@releaser/core";
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

/** What git's own files tell, without running git. */
export interface GitFiles {
  readonly state: GitState;
  /** Whether a reference is known here, by its full name; undefined where references are kept in another way. */
  readonly has: (ref: string) => boolean | undefined;
  /** The commit that a tag leads to, where git wrote that down. */
  readonly commitOf: (tag: string) => string | undefined;
}

/** Branch, head and tags, from git's own files; by git itself where references are kept in another way. Undefined outside a repository. */
export function readGitFiles(dir: string): GitFiles | undefined {
  const dirs = findGitDirs(dir);
  if (dirs === undefined) return undefined;
  const shallow = existsSync(join(dirs.shared, "shallow"));
  if (existsSync(join(dirs.shared, "reftable"))) {
    return { state: { ...askGit(dir), shallow }, has: () => undefined, commitOf: () => undefined };
  }
  const packed = readText(join(dirs.shared, "packed-refs"));
  const headText = readText(join(dirs.own, "HEAD"));
  const [, branch] = /^ref: refs\/heads\/(.+)$/u.exec(headText) ?? [];
  const head =
    branch === undefined
      ? headText
      : readText(join(dirs.shared, "refs/heads", branch)) || packedId(packed, `refs/heads/${branch}`);
  const loose = new Set(looseTags(join(dirs.shared, "refs/tags")));
  const tags = new Set([...packedTags(packed), ...loose]);
  return {
    state: { branch, head: head !== undefined && commitId.test(head) ? head : undefined, shallow, tags },
    has: (ref) => existsSync(join(dirs.shared, ref)) || packedId(packed, ref) !== undefined,
    commitOf: (tag) => (loose.has(tag) ? undefined : packedCommit(packed, `${tagPrefix}${tag}`)),
  };
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

/** Lines are `<id> <name>`, and below an annotated tag `^<id>` of what it leads to. */
function packedTags(packed: string): readonly string[] {
  const found: string[] = [];
  const mark = ` ${tagPrefix}`;
  for (let at = packed.indexOf(mark); at !== -1; at = packed.indexOf(mark, at)) {
    const end = lineEnd(packed, at);
    found.push(packed.slice(at + mark.length, end));
    at = end;
  }
  return found;
}

function packedId(packed: string, ref: string): string | undefined {
  const at = findLine(packed, ref);
  return at === undefined ? undefined : packed.slice(packed.lastIndexOf("\n", at) + 1, at);
}

/** Only where the file says that every tag was followed to what it leads to. */
function packedCommit(packed: string, ref: string): string | undefined {
  const isPeeled = packed.slice(0, lineEnd(packed, 0)).includes(" fully-peeled");
  const at = isPeeled ? findLine(packed, ref) : undefined;
  if (at === undefined) return undefined;
  const next = lineEnd(packed, at) + 1;
  const id = packed.startsWith("^", next) ? packed.slice(next + 1, lineEnd(packed, next)) : packedId(packed, ref);
  return id !== undefined && commitId.test(id) ? id : undefined;
}

/** Where the space before a name stands; undefined where no line has that name. */
function findLine(packed: string, ref: string): number | undefined {
  const mark = ` ${ref}`;
  for (let at = packed.indexOf(mark); at !== -1; at = packed.indexOf(mark, at + 1)) {
    if (lineEnd(packed, at) === at + mark.length) return at;
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found;
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
    if (hasErrorCode(error, "ENOENT", "ENOTDIR", "EISDIR")) return "";
    throw error;
  }
}
