import type { ExecResult } from "@releaser/core";

/** What an installation came to, by what npm says. */
export type InstallJudgement =
  | { readonly is: "installed" }
  /** The registry, or a cache before it, does not serve it yet, or could not be reached. */
  | { readonly is: "waits"; readonly why: string }
  /** Other bytes came than the registry promises. */
  | { readonly is: "tampered"; readonly why: string }
  | { readonly is: "failed"; readonly why: string };

const notYet = /\bcode (?:E404|ETARGET)\b/u;
const unreachable =
  /\bcode (?:E429|E5\d\d|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ENOTFOUND|EPIPE|ERR_SOCKET_TIMEOUT|ETIMEDOUT|FETCH_ERROR|UND_ERR_\w+)\b/u;

/** Judges a run of `npm install`. */
export function judgeInstall({
  code,
  stdout,
  stderr,
}: Pick<ExecResult, "code" | "stderr" | "stdout">): InstallJudgement {
  if (code === 0) return { is: "installed" };
  const why = lastLines(`${stdout}\n${stderr}`);
  if (/\bcode EINTEGRITY\b/u.test(stderr)) return { is: "tampered", why };
  const passes = notYet.test(stderr) || unreachable.test(stderr);
  if (passes) return { is: "waits", why: `npm install: ${firstError(stderr)}` };
  return { is: "failed", why };
}

/** The end of what a program said. */
export function lastLines(text: string): string {
  return text.trim().split("\n").slice(-20).join("\n");
}

/** What npm says after the line with its code. */
function firstError(stderr: string): string {
  const lines = stderr.split("\n").flatMap((line) => /^npm (?:error|ERR!) (?!code )(.+)$/u.exec(line)?.[1] ?? []);
  return lines[0] ?? lastLines(stderr);
}
