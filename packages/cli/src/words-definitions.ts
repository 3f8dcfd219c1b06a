import { createOption } from "commander";
import type { NotesOptions } from "./verbs/notes.ts";
import type { VerbDefinition } from "./verb-definitions.ts";

/** What the verbs below take. */
export type WordsOptions = NotesOptions;

/** The verbs that are no step of a release: they write the words that go with it. */
export const wordsDefinitions: readonly VerbDefinition<WordsOptions>[] = [
  {
    name: "notes",
    summary: "the notes of a past release, from git alone",
    about:
      "From the plan at the tag; where there is none, from manifests, used changesets and conventional commits between the two.\nWhat people wrote between the markers of the file is kept. --json prints a release-notes.v1.",
    options: [
      createOption("--from <tag>", "the release before; the tag of the same form that comes before, unless told"),
      createOption("--to <tag>", "the release; the version tag at HEAD unless told, or HEAD"),
      createOption("--write", "write release/notes/<version>.md instead of printing"),
    ],
    run: async (terminal, options) => await (await import("./verbs/notes.ts")).tellNotes(terminal, options),
  },
];
