import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_NOTES_OPTIONS: { readonly problems: readonly string[] };
  readonly E_NOTES_SECTION: { readonly file: string; readonly line: number; readonly why: string };
}

/** What can go wrong with notes. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_NOTES_OPTIONS: ({ problems }) => ({
    exit: 2,
    what: `the options of the changelog module are wrong: ${problems.join("; ")}`,
    why: "a changelog keeps what is written into it, so links that lead nowhere are not written",
    who: "you",
    next: 'mend the second member of "changelog" in .changeset/config.json, for example ["@releaser/notes", { "repo": "owner/name" }]',
    retryable: false,
  }),
  E_NOTES_SECTION: ({ file, line, why }) => ({
    exit: 2,
    what: `what people wrote into ${file} cannot be told from the rest: line ${line}`,
    why: `${why}; writing the notes anew would lose it`,
    who: "you",
    next: `put the lines <!-- releaser:begin people --> and <!-- releaser:end people --> around what is to be kept in ${file}, each once, or move the file away`,
    retryable: false,
  }),
});
