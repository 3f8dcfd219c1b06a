import { spawn } from "node:child_process";
import type { Commit } from "@releaser/core";
import { quietGit } from "./ask-git.ts";
import { logArgs, parseLog } from "./parse-log.ts";
import type { GitFiles } from "./read-git-state.ts";

/** Where the branch left its base, and what it has since: what git tells while the files are read. */
export interface Ahead {
  readonly base: string;
  /** Newest first; merges are left out. */
  readonly commits: readonly Commit[];
}

/**
 * Asks git for the commits of a branch that its base branch has not. Resolves with undefined where that does not tell where the
 * branch left it: on the base branch, after it took its base in, without shared history, and where git fails.
 */
export async function askAhead(root: string, git: GitFiles, baseBranch: string): Promise<Ahead | undefined> {
  const { branch, head, shallow } = git.state;
  const base = baseBranch.replace(/^origin\//u, "");
  const ref = [`refs/remotes/origin/${base}`, `refs/heads/${base}`].find((name) => git.has(name) === true);
  if (head === undefined || shallow || branch === base || ref === undefined) return undefined;
  const output = await run(root, [...logArgs, head, `^${ref}`, "--"]);
  return output === undefined ? undefined : toAhead(parseLog(output), head);
}

/**
 * All that the commits, merges among them, build on beside each other has to be one commit: then everything else is behind it.
 * Several may be behind each other, and without any the branch shares no history with its base.
 */
function toAhead(logged: ReturnType<typeof parseLog>, head: string): Ahead | undefined {
  const own = new Set(logged.map(({ id }) => id));
  const outside = new Set(logged.flatMap(({ parents }) => parents).filter((id) => !own.has(id)));
  const [only, ...others] = logged.length === 0 ? [head] : outside;
  if (only === undefined || others.length > 0) return undefined;
  const plain = logged.filter(({ parents }) => parents.length <= 1);
  return { base: only, commits: plain.map(({ parents: _, ...commit }) => commit) };
}

async function run(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const [program, given, options] = quietGit(cwd, args);
  const child = spawn(program, given, { ...options, stdio: ["ignore", "pipe", "ignore"] });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return await new Promise((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("close", (code) => resolve(code === 0 ? Buffer.concat(chunks).toString("utf8") : undefined));
  });
}
