import { type Exec, type ExecResult, hasErrorCode, safeLine } from "@releaser/core";

type Environment = Readonly<Record<string, string | undefined>>;

/** What gpg needs to find its keys and its agent. */
const passed = ["GNUPGHOME", "HOME", "PATH", "Path", "SYSTEMROOT", "SystemRoot", "TEMP", "TMPDIR", "USERPROFILE"];

export interface GpgRequest {
  readonly args: readonly string[];
  /** A folder of keys of its own; the user's otherwise. */
  readonly home?: string | undefined;
  readonly input?: string;
  readonly env?: Environment | undefined;
}

/** Runs gpg so that it asks nobody, reads no configuration and fetches nothing. What it says of its work is on standard error. */
export async function runGpg(exec: Exec, { args, home, input, env = process.env }: GpgRequest): Promise<ExecResult> {
  const quiet = ["--batch", "--no-tty", "--no-options", "--pinentry-mode=error", "--disable-dirmngr", "--status-fd=2"];
  const place = home === undefined ? [] : ["--homedir", home];
  const child = Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  try {
    return await exec("gpg", [...place, ...quiet, ...args], {
      env: { ...child, LC_ALL: "C", TZ: "UTC0" },
      timeout: 60_000,
      ...(input !== undefined && { input }),
    });
  } catch (error) {
    if (!hasErrorCode(error, "ENOENT")) throw error;
    return { code: undefined, stdout: "", stderr: "gpg is not installed", timedOut: false };
  }
}

/** The last words of gpg that are for people. */
export function gpgReason({ stderr }: ExecResult): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("[GNUPG:]"));
  return safeLine(lines.slice(-3).join("; ")).slice(0, 400) || "gpg gave no reason";
}
