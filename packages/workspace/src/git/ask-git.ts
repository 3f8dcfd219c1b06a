import { spawnSync } from "node:child_process";
import { gitEnv } from "./child-env.ts";
import { hardening } from "./open-git.ts";

export interface AskOptions {
  readonly input?: string;
  /** Exit codes that are an answer; 0 alone by default. */
  readonly accept?: readonly number[];
}

/** Standard output of a git that reads, or undefined where it fails: an unborn branch, an unknown name. Fetches nothing that a partial clone lacks. */
export function askGit(
  dir: string,
  args: readonly string[],
  { input = "", accept = [0] }: AskOptions = {},
): Buffer | undefined {
  const [program, given, options] = quietGit(dir, args);
  const ran = spawnSync(program, given, {
    ...options,
    input,
    stdio: ["pipe", "pipe", "ignore"],
    maxBuffer: 2 ** 30,
  });
  return ran.status !== null && accept.includes(ran.status) ? ran.stdout : undefined;
}

interface QuietOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A git that reads, as a child is started with it. */
export function quietGit(cwd: string, args: readonly string[]): readonly [string, readonly string[], QuietOptions] {
  return ["git", [...hardening, ...args], { cwd, env: { ...gitEnv(process.env), GIT_NO_LAZY_FETCH: "1" } }];
}
