import { join } from "node:path";
import { failures } from "../failures.ts";
import { writeFiles } from "../fix/write-files.ts";
import type { Terminal } from "../main.ts";
import { type NotesRange, type RangeEnd, resolveRange } from "../notes/notes-range.ts";
import { readNotes, type ReadNotes } from "../notes/read-notes.ts";
import { requireRepository } from "../open-context.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { notesFile } from "../version/release-files.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

export interface NotesOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly write?: boolean;
}

/** `release-notes.v1`: the notes of a range, and where they were written. */
export interface NotesDocument {
  readonly schema: "release-notes.v1";
  readonly from: NotesDocumentEnd | null;
  readonly to: NotesDocumentEnd;
  readonly source: ReadNotes["source"];
  /** Relative to the root; null where they name no version, and so no file. */
  readonly file: string | null;
  readonly written: boolean;
  readonly markdown: string;
}

interface NotesDocumentEnd {
  readonly ref: string;
  readonly commit: string;
}

/** Prints the notes of a past release, or with `write` brings its file up to date. Resolves with the exit code. */
export async function tellNotes(terminal: Terminal, options: NotesOptions): Promise<number> {
  const { write = false, dryRun = false } = options;
  const { context, printer } = await open(terminal, options);
  await requireRepository(context);
  const range = await resolveRange(context.git, options);
  const read = (path: string): string | undefined => readIfThere(join(context.root, path));
  const notes = await readNotes(context, range, write ? read : () => undefined);
  const file = range.to.version !== undefined || notes.source === "plan" ? notesFile(notes.key) : undefined;
  if (write && file === undefined) throw failures.E_USAGE({ message: nameless(range.to) });
  const before = file === undefined ? undefined : read(file);
  const differs = write && file !== undefined && before !== notes.markdown;
  if (differs && !dryRun) writeFiles(context.root, [{ file, before, after: notes.markdown }]);
  const written = differs && !dryRun;
  if (options.json) terminal.stdout(toJson(toDocument(range, notes, { file, written })));
  else if (!write || dryRun) terminal.stdout(notes.markdown);
  else {
    printer.line(`${written ? "wrote" : "up to date:"} ${file}`);
    if (written) printer.line(`next: git add ${file} && git commit`);
  }
  return 0;
}

function nameless({ name }: RangeEnd): string {
  return `--write names the file for a version, and ${name} names none: give a tag as v1.4.0 with --to`;
}

function toDocument(
  { from, to }: NotesRange,
  { source, markdown }: ReadNotes,
  { file, written }: { readonly file: string | undefined; readonly written: boolean },
): NotesDocument {
  return {
    schema: "release-notes.v1",
    from: from === undefined ? null : toEnd(from),
    to: toEnd(to),
    source,
    file: file ?? null,
    written,
    markdown,
  };
}

function toEnd({ name, commit }: RangeEnd): NotesDocumentEnd {
  return { ref: name, commit };
}
