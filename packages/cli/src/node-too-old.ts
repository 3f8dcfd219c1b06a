import type { FailureText } from "@releaser/core";

/** The first that has all that is used here. */
const lowest = { major: 22, minor: 18 };

/** Whether a version of Node, `22.17.1`, is older than all on which the command runs. Uses nothing that an old one lacks. */
export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < lowest.major || (major === lowest.major && minor < lowest.minor);
}

/** What is said there. */
export function nodeTooOld(version: string): FailureText {
  return {
    exit: 2,
    what: `this is Node ${version}, and Releaser needs ${lowest.major}.${lowest.minor} or later`,
    why: "nothing was looked at and nothing was done",
    who: "you",
    next: "install a Node that `engines` of @releaser/cli admits (22.18, 24.11, 26 or later), and type it again",
    retryable: false,
  };
}
