import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_NOTES_OPTIONS: { readonly problems: readonly string[] };
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
});
