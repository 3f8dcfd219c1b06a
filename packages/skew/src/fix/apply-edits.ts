import type { Edit } from "@releaser/core";
import { applyChanges, type Change } from "./change.ts";
import { openText } from "./edit-text.ts";
import { goneFrom } from "./texts.ts";

/**
 * A file's text with edits made, and not a byte besides: indentation, order, comments, line ends and a byte order mark stay.
 * Each pointer means a place of the text as it is given. Throws where an edit cannot be made or two want different things.
 */
export function applyEdits(file: string, text: string, edits: readonly Pick<Edit, "pointer" | "value">[]): string {
  const editText = openText(file, text);
  const gone = goneFrom(edits);
  const changes = edits.flatMap((edit): readonly Change[] => {
    const edited = editText(edit, gone);
    if (edited.changes === undefined) throw new Error(`${file}${edit.pointer}: ${edited.why}`);
    return edited.changes;
  });
  return applyChanges(text, changes);
}
