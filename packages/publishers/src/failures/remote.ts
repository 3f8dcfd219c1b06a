import { defineFailures, type FailureConstructors } from "@releaser/core";
import { mendHere, conflict, credentials, outward, again } from "./common.ts";

export interface RemoteDetails {
  readonly E_HISTORY_SHALLOW: { ref: string; remote: string };
  readonly E_PUSH_REFUSED: { remote: string; why: string };
  readonly E_REF_CONFLICT: { remote: string; why: string };
  readonly E_REMOTE_DENIED: { remote: string; why: string; isProtected: boolean };
  readonly E_REMOTE_FAILED: { remote: string; why: string };
  readonly E_REMOTE_URL: { remote: string; why: string };
}

/** What a git remote refuses, and what a clone lacks. */
export const remoteFailures: FailureConstructors<RemoteDetails> = defineFailures<RemoteDetails>({
  E_HISTORY_SHALLOW: (d) => ({
    ...mendHere,
    what: `whether ${d.ref} contains the commit cannot be told`,
    why: "this clone is shallow, so git's answer about ancestors may be wrong",
    next: `git fetch --unshallow --tags ${d.remote}, or fetch-depth: 0 in the checkout step; then type the same command again`,
  }),
  E_PUSH_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `${d.remote} refuses the push`,
    why: d.why,
    next: "mend what the remote names, then type the same command again; nothing of it was pushed",
  }),
  E_REF_CONFLICT: (d) => ({
    ...conflict,
    what: `${d.remote} has other references than this release`,
    why: d.why,
    next: "look at both; Releaser never forces a push. A branch that moved on is brought in first; a tag stays where it is",
  }),
  E_REMOTE_DENIED: (d) => ({
    ...credentials,
    what: `${d.remote} lets this account not do that`,
    why: d.why,
    next: d.isProtected
      ? "bring the version commit to the branch by a pull request, or let this account push to it; then type the same command again: a branch that has the commit is not pushed"
      : "give the account the right to push these references, then type the same command again",
  }),
  E_REMOTE_FAILED: (d) => ({ ...outward, what: `${d.remote} did not answer as it should`, why: d.why, next: again }),
  E_REMOTE_URL: (d) => ({
    ...mendHere,
    what: `${d.remote} is not a remote that is pushed to`,
    why: d.why,
    next: "git remote set-url --push origin <an https, ssh or file address>",
  }),
});
