import { defineFailures, type FailureConstructors } from "@releaser/core";

export interface SetupDetails {
  readonly E_SETUP_UNCONFIRMED: { files: readonly string[]; asked: boolean };
  readonly E_SETUP_UNFIT: { what: string; why: string; next: string };
}

/** What keeps a repository from being set up. */
export const setupFailures: FailureConstructors<SetupDetails> = defineFailures<SetupDetails>({
  E_SETUP_UNCONFIRMED: (d) => ({
    exit: 2,
    what: "nothing was written",
    why: d.asked
      ? "you did not agree to it"
      : "nobody can be asked here, and files of yours are not changed without a yes",
    who: "you",
    next: d.asked ? "type it again when you want it" : "read the list above, then releaser init --yes",
    retryable: false,
  }),
  E_SETUP_UNFIT: (d) => ({
    exit: 2,
    what: d.what,
    why: d.why,
    who: "you",
    next: d.next,
    retryable: false,
  }),
});
