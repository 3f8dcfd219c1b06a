import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_SKEW_REFUSED: {
    readonly errors: number;
    readonly places: readonly string[];
    readonly written: boolean;
  };
  readonly E_SKEW_RULE_UNKNOWN: { readonly rule: string; readonly nearest: string };
}

/** What can go wrong in this package; each code has a page in `docs/failures`. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_SKEW_REFUSED: ({ errors, places, written }) => ({
    exit: 7,
    what: `${errors === 1 ? "1 version skew error stops" : `${errors} version skew errors stop`} \`changeset version\`; ${written ? "what it wrote is not committed" : "nothing was written"}`,
    why: places.join("\n"),
    who: "Builder",
    next: "mend it, then type the same command again; RELEASER_SKEW=off goes on all the same",
    retryable: false,
  }),
  E_SKEW_RULE_UNKNOWN: ({ rule, nearest }) => ({
    exit: 2,
    what: `the configuration names the rule ${rule}, which does not exist`,
    why: "a level for a rule that nobody runs would leave its author with a false belief",
    who: "you",
    next: `in \`skew.rules\` of the configuration write ${nearest}`,
    retryable: false,
  }),
});
