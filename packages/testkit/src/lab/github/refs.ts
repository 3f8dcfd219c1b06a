import { spawnSync } from "node:child_process";
import type { GitHubRepository } from "./github-state.ts";

/** Object ids by full name, as they are now. */
export function readRefs({ gitDir, refs }: GitHubRepository): ReadonlyMap<string, string> {
  if (gitDir === undefined) return new Map(Object.entries(refs));
  const listed = git(gitDir, ["for-each-ref", "--format=%(refname) %(objectname)"]);
  return new Map(listed.split("\n").flatMap((line) => (line === "" ? [] : [toPair(line)])));
}

/** `commit` or `tag`. */
export function objectType({ gitDir }: GitHubRepository, oid: string): string {
  return gitDir === undefined ? "commit" : git(gitDir, ["cat-file", "-t", oid]).trim();
}

/** What GitHub does where a release is published whose tag is not there: a lightweight tag. */
export function makeTag(repository: GitHubRepository, tag: string, target: string): void {
  const { gitDir, refs } = repository;
  const known = readRefs(repository);
  const oid = known.get(`refs/heads/${target}`) ?? target;
  if (gitDir === undefined) refs[`refs/tags/${tag}`] = oid;
  else git(gitDir, ["update-ref", `refs/tags/${tag}`, oid]);
}

function toPair(line: string): readonly [string, string] {
  const [name = "", oid = ""] = line.split(" ");
  return [name, oid];
}

function git(dir: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", ["-C", dir, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}
