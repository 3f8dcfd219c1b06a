import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_PLAN_DRIFT: { readonly file: string };
  readonly E_PLAN_PAGE: { readonly file: string; readonly line: number; readonly why: string };
  readonly E_WORKFLOW_DRIFT: { readonly files: readonly string[] };
  readonly E_WORKFLOW_FOREIGN: { readonly file: string };
  readonly E_WORKFLOW_SECTION: { readonly file: string; readonly line: number; readonly why: string };
}

/** What can go wrong with what is written of a pipeline. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_PLAN_DRIFT: ({ file }) => ({
    exit: 3,
    what: `${file} does not tell what the configuration says`,
    why: "whoever goes by it when something is wrong would go by another pipeline than the one that runs",
    who: "you",
    next: "releaser plan --write, and commit what it writes; words of your own go between the markers",
    retryable: false,
  }),
  E_PLAN_PAGE: ({ file, line, why }) => ({
    exit: 2,
    what: `what is to be kept of ${file} cannot be told from the rest: line ${line}`,
    why: `${why}; writing it anew would lose it`,
    who: "you",
    next: `move ${file} away, type \`releaser plan --write\`, and put what is to be kept between the lines <!-- releaser:begin people … --> and <!-- releaser:end people -->`,
    retryable: false,
  }),
  E_WORKFLOW_DRIFT: ({ files }) => ({
    exit: 3,
    what: `${files.length === 1 ? "a workflow is" : `${files.length} workflows are`} not what the configuration says`,
    why: files.join("\n"),
    who: "you",
    next: "releaser wire, and commit what it writes; jobs of your own go between the markers at the end of the file",
    retryable: false,
  }),
  E_WORKFLOW_FOREIGN: ({ file }) => ({
    exit: 6,
    what: `${file} is there, and Releaser did not write it`,
    why: "nothing of it was overwritten: what it does would be lost",
    who: "Owner",
    next: `git mv ${file} to another name, or remove it, then releaser wire; bring what is to be kept between the markers at the end of the new file`,
    retryable: false,
  }),
  E_WORKFLOW_SECTION: ({ file, line, why }) => ({
    exit: 2,
    what: `the jobs of your own in ${file} cannot be kept: line ${line}`,
    why,
    who: "you",
    next: `mend ${file}: jobs stand below jobs:, each with an id of its own, between the lines "# releaser:begin jobs" and "# releaser:end jobs", two columns in`,
    retryable: false,
  }),
});
