import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_BASELINE_INVALID: { readonly file: string; readonly problems: readonly string[] };
  readonly E_SKEW_REFUSED: {
    readonly errors: number;
    readonly places: readonly string[];
    readonly written: boolean;
  };
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
  E_BASELINE_INVALID: ({ file, problems }) => ({
    exit: 2,
    what: `${file} is no baseline of version skew`,
    why: problems.join("\n"),
    who: "you",
    next: `take ${file} from git again, or delete it and run \`releaser skew --write-baseline\``,
    retryable: false,
  }),
});
