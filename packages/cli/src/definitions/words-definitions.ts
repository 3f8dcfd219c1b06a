import { createOption } from "commander";
import type { ChangesetOptions } from "../verbs/changeset.ts";
import type { NotesOptions } from "../verbs/notes.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** What the verbs below take. */
export type WordsOptions = ChangesetOptions & NotesOptions;

/** The verbs that are no step of a release: they write the words that go with it. */
export const wordsDefinitions: readonly VerbDefinition<WordsOptions>[] = [
  {
    name: "notes",
    summary: "the notes of a past release, from git alone",
    about:
      "From the plan at the tag; where there is none, from manifests, used changesets and conventional commits between the two. What people wrote between the markers of the file is kept. --json prints a release-notes.v1.",
    options: [
      createOption("--from <tag>", "the release before; the tag of the same form that comes before, unless told"),
      createOption("--to <tag>", "the release; the version tag at HEAD unless told, or HEAD"),
      createOption("--write", "write release/notes/<version>.md instead of printing"),
    ],
    run: async (terminal, options) => await (await import("../verbs/notes.ts")).tellNotes(terminal, options),
  },
  {
    name: "changeset",
    summary: "propose changesets from conventional commits",
    about:
      "For packages that changed and that no changeset names: one file for each commit, never over another. What breaks is major, a feature minor, a fix or more speed patch; below 1.0.0 one less. Other commits are listed. --json prints a changeset-proposal.v1.",
    options: [
      createOption("--from-commits", "what it is made of; `pnpm changeset` asks people instead").makeOptionMandatory(),
      createOption("--since <ref>", "count from there; from the base branch unless told, on it from the last releases"),
    ],
    run: async (terminal, options) =>
      await (await import("../verbs/changeset.ts")).proposeFromCommits(terminal, options),
  },
];
