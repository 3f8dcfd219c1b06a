import { redact, type ErrorClass, type ReleaserError } from "@releaser/core";
import { failures } from "../failures.ts";

const conflictWords =
  /\[rejected\]|non-fast-forward|fetch first|stale info|cannot lock ref|reference already exists|failed to update ref|incorrect old value/u;
const transientWords =
  /could not resolve host|name or service not known|temporary failure in name resolution|connection (?:refused|reset|timed out|closed|aborted)|operation timed out|network is unreachable|no route to host|early eof|unexpected disconnect|rpc failed|remote end hung up|kex_exchange_identification|returned error: (?:5\d\d|429)|gnutls_handshake|ssl_error_syscall/iu;
const deniedWords =
  /permission (?:to .+ )?denied|permission denied|authentication failed|could not read (?:username|password)|terminal prompts disabled|returned error: 40[13]|host key verification failed|repository not found|insufficient permission|protected branch|GH00[36]|GH013|not allowed to push|access denied|unauthorized/iu;

const protectedWords = /protected (?:branch|ref|tag)|GH00[36]|GH013|not allowed to push code to protected/iu;

/** What git's words about a remote mean. A reference that moved is a conflict; only the network is transient. */
export function classifyRemote(words: string): ErrorClass {
  if (conflictWords.test(words)) return "conflict";
  if (deniedWords.test(words)) return "auth";
  return transientWords.test(words) ? "transient" : "fatal";
}

/**
 * Whether a push came to the remote and a rule there refuses the reference, as for a protected branch. Where the request itself was
 * refused, every other reference is too.
 */
export function isRefusedByRule(words: string): boolean {
  return /\[remote rejected\]/u.test(words) && classifyRemote(words) !== "conflict";
}

/** Git's words as a failure, without what they hold of credentials. */
export function toRemoteFailure(remote: string, words: string): ReleaserError {
  const details = { remote: redact(remote), why: redact(words.trim()).slice(0, 2000) };
  switch (classifyRemote(words)) {
    case "conflict":
      return failures.E_REF_CONFLICT(details);
    case "auth":
      return failures.E_REMOTE_DENIED({ ...details, isProtected: protectedWords.test(words) });
    case "transient":
      return failures.E_REMOTE_FAILED(details);
    case "fatal":
      return failures.E_PUSH_REFUSED(details);
  }
}
