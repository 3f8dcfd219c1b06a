import { readMarkedSection, renderMarkedSection } from "@releaser/core";
import { failures } from "./failures.ts";

const name = "people";
const hint = "what stands from here to the end marker is kept";

/** Notes as they lie there already. */
export interface ExistingNotes {
  /** Relative to the root, for the failure. */
  readonly file: string;
  readonly text: string;
}

/**
 * What people wrote into notes. Throws `E_NOTES_SECTION` where the markers are bent, or where there are none: then all of
 * the file may be somebody's, and would get lost.
 */
export function readPeople(existing: ExistingNotes | undefined): string {
  if (existing === undefined || existing.text.trim() === "") return "";
  const { file, text } = existing;
  const found = readMarkedSection(text, name);
  switch (found.is) {
    case "there":
      return found.content;
    case "absent":
      throw failures.E_NOTES_SECTION({ file, line: 1, why: "it has no markers, so all of it may be somebody's" });
    case "broken":
      throw failures.E_NOTES_SECTION({ file, line: found.line, why: found.why });
  }
}

/** The part of the notes that belongs to people. */
export function renderPeople(content: string): string {
  return renderMarkedSection(name, { hint, content });
}

/** Notes without that part, and its text. */
export function splitPeople(notes: string): { readonly people: string; readonly rest: string } {
  const found = readMarkedSection(notes, name);
  if (found.is !== "there") return { people: "", rest: notes };
  return { people: found.content, rest: `${found.before}\n\n${found.after}` };
}
