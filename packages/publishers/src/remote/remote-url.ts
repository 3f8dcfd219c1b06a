import { redact, type Git } from "@releaser/core";
import { failures } from "../failures.ts";

const transports = new Set(["file", "git+ssh", "http", "https", "ssh", "ssh+git"]);

/** Why an address is not pushed to; undefined where nothing is wrong with it. */
export function remoteUrlProblem(url: string): string | undefined {
  if (url === "" || /\p{Cc}/u.test(url)) return "it is empty or has control characters";
  if (url.startsWith("-")) return "git would read it as an option";
  if (/^[\w+.-]+::/u.test(url)) return "it names a program that git would run";
  const [, scheme, authority] = /^([A-Za-z][\w+.-]*):\/\/([^/]*)/u.exec(url) ?? /^()([^/:]+):/u.exec(url) ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  if (scheme !== "" && !transports.has(scheme.toLowerCase())) return `${scheme}: is neither https, ssh nor file`;
  if (/(?:^|@)-/u.test(authority)) return "ssh would read its host as an option";
  return scheme !== "" && /:[^@]*@/u.test(authority)
    ? "it holds a password; keep it in a credential helper"
    : undefined;
}

/** Looks at the addresses behind a remote, those after `insteadOf`, before anything is sent. Throws `E_REMOTE_URL`; no password in it. */
export async function checkRemote(git: Git, remote: string): Promise<void> {
  for (const url of await addressesOf(git, remote)) {
    const why = remoteUrlProblem(url);
    if (why !== undefined) throw failures.E_REMOTE_URL({ remote: redact(url), why });
  }
}

/** What a remote's name stands for when it is fetched from and pushed to; the address itself where it is no name of one. */
async function addressesOf(git: Git, remote: string): Promise<readonly string[]> {
  const accept = [0, 2, 128];
  const fetched = await git.run(["remote", "get-url", "--all", "--end-of-options", remote], { accept });
  if (fetched.code !== 0) return [remote];
  const pushed = await git.text(["remote", "get-url", "--push", "--all", "--end-of-options", remote]);
  return [...fetched.stdout.trimEnd().split("\n"), ...pushed.split("\n")];
}
