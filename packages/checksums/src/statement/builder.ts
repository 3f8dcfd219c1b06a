import { redact } from "@releaser/core";
import type { StatementOptions } from "./statement.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What builds here, by its environment: a workflow of GitHub and its run, otherwise this machine, whose word is its owner's. */
export function builderOf(env: Environment): Pick<StatementOptions, "builder" | "invocation"> {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: run,
    GITHUB_WORKFLOW_REF: workflow,
  } = env;
  if (server === undefined || repository === undefined || run === undefined || workflow === undefined) {
    return { builder: "https://github.com/releaser/releaser/builders/local" };
  }
  return { builder: `${server}/${workflow}`, invocation: `${server}/${repository}/actions/runs/${run}` };
}

/** The address of a git remote as a URI of SPDX's kind, without credentials: the same for both ways to write one of SSH. */
export function repositoryUri(address: string): string {
  const shown = redact(toUrl(address)).replace("***@", "");
  return /^[a-z+]+:\/\//u.test(shown) ? `git+${shown.replace(/^git\+/u, "")}` : `git+file://${shown}`;
}

/** `user@host:path`, git's short form of an address of SSH, in full. One letter before the colon is a drive of Windows. */
function toUrl(address: string): string {
  const [, host, path] = /^(?:[^/:@]+@)?([\w.-]{2,}|\[[\da-f:.]+\]):(?!\/\/)\/?(.+)$/iu.exec(address) ?? [];
  return host === undefined || path === undefined ? address : `ssh://${host}/${path}`;
}
