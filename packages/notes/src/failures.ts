import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_NOTES_OPTIONS: { readonly repo: string };
}

/** What can go wrong with notes. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_NOTES_OPTIONS: ({ repo }) => ({
    exit: 2,
    what: `the changelog option "repo" is ${repo}`,
    why: 'it is "owner/name" of a repository on GitHub, because commits and issues are linked there',
    who: "you",
    next: 'write "changelog": ["@releaser/notes", { "repo": "owner/name" }] in .changeset/config.json, or leave "repo" out',
    retryable: false,
  }),
});
