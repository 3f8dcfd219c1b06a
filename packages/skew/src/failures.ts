import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_BASELINE_INVALID: { readonly file: string; readonly problems: readonly string[] };
}

/** What can go wrong in this package; each code has a page in `docs/failures`. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_BASELINE_INVALID: ({ file, problems }) => ({
    exit: 2,
    what: `${file} is no baseline of version skew`,
    why: problems.join("\n"),
    who: "you",
    next: `take ${file} from git again, or delete it and run \`releaser skew --write-baseline\``,
    retryable: false,
  }),
});
