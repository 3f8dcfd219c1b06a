import { type Environment, nameOf, readEvent } from "../terminal/github-event.ts";

const plainServer = /^https:\/\/[\w.:-]+$/u;
const plainName = /^[\w.-]+\/[\w.-]+$/u;

/**
 * Where GitHub lets a file be added to the head of a pull request with a browser, also to that of a fork; undefined outside of a
 * workflow that a pull request started.
 */
export function newFileAddress(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL = "", GITHUB_HEAD_REF = "" } = env;
  const repository = nameOf(readEvent(env)?.pull_request?.head?.repo) ?? "";
  const isWhole = plainServer.test(GITHUB_SERVER_URL) && plainName.test(repository) && GITHUB_HEAD_REF !== "";
  if (!isWhole) return undefined;
  const branch = GITHUB_HEAD_REF.split("/").map(encodeURIComponent).join("/");
  return `${GITHUB_SERVER_URL}/${repository}/new/${branch}`;
}
