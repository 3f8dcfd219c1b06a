import type { Exec } from "@releaser/core";

/** Nothing here runs a program that the repository names, waits for a person, or fetches what a partial clone lacks. */
const hardening = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"];

/** Standard output of a git that only reads; undefined where it fails or is not there. */
export type AskGit = (args: readonly string[], options?: AskGitOptions) => Promise<string | undefined>;

export interface AskGitOptions {
  /** The path of an index to read and write in place of the repository's own. */
  readonly index?: string;
}

/** Git in a folder, for who uses this package alone; the environment is the caller's less what could steer git. */
export function openAskGit(
  cwd: string,
  { exec, env }: { readonly exec: Exec; readonly env: NodeJS.ProcessEnv },
): AskGit {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith("GIT_"));
  const own = { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
  return async (args, { index } = {}) => {
    const ran = await exec("git", [...hardening, "--no-replace-objects", ...args], {
      cwd,
      env: index === undefined ? own : { ...own, GIT_INDEX_FILE: index },
    }).catch(() => undefined);
    return ran?.code === 0 ? ran.stdout : undefined;
  };
}
