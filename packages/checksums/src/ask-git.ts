import type { Exec } from "@releaser/core";

/** Nothing here runs a program that the repository names, waits for a person, or fetches what a partial clone lacks. */
const hardening = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never"];

/** Standard output of a git that only reads; undefined where it fails or is not there. */
export type AskGit = (args: readonly string[]) => Promise<string | undefined>;

/** Git in a folder, for who uses this package alone; the environment is the caller's less what could steer git. */
export function openAskGit(
  cwd: string,
  { exec, env }: { readonly exec: Exec; readonly env: NodeJS.ProcessEnv },
): AskGit {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith("GIT_"));
  const own = { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
  return async (args) => {
    const ran = await exec("git", [...hardening, "--no-replace-objects", ...args], { cwd, env: own }).catch(
      () => undefined,
    );
    return ran?.code === 0 ? ran.stdout : undefined;
  };
}
