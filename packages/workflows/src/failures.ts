import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_PLAN_PAGE: { readonly file: string; readonly line: number; readonly why: string };
}

/** What can go wrong with what is written of a pipeline. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_PLAN_PAGE: ({ file, line, why }) => ({
    exit: 2,
    what: `what is to be kept of ${file} cannot be told from the rest: line ${line}`,
    why: `${why}; writing it anew would lose it`,
    who: "you",
    next: `move ${file} away, type \`releaser plan --write\`, and put what is to be kept between the lines <!-- releaser:begin people … --> and <!-- releaser:end people -->`,
    retryable: false,
  }),
});
