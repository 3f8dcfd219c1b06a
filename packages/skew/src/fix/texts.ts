import type { Edit } from "@releaser/core";
import type { Edited } from "./change.ts";
import { type EditText, openText } from "./edit-text.ts";

/** A file that a fix is about: its text, undefined where there is none, or why it is not to be touched. */
export type Looked =
  | { readonly text: string | undefined; readonly why?: undefined }
  | { readonly text?: undefined; readonly why: string };

/** Where the texts of files come from. */
export interface TextSource {
  /** Asked once for each file. */
  readonly look: (file: string) => Looked;
  /** What the judged workspace has at a place of a file; undefined where it does not know. */
  readonly valueAt: (at: { readonly file: string; readonly pointer: string }) => string | undefined;
}

/** The files as looked at, each opened once. */
export interface Texts {
  readonly before: (file: string) => string | undefined;
  /** What each of some edits comes to where all of them are made: of a map that loses every entry nothing stays. */
  readonly together: (edits: readonly Edit[]) => (edit: Edit) => Edited;
}

/** Opens what fixes are about; nothing is looked at before it is asked for. */
export function openTexts({ look, valueAt }: TextSource): Texts {
  const opened = new Map<string, { readonly looked: Looked; readonly edit: EditText }>();
  const open = (file: string): { readonly looked: Looked; readonly edit: EditText } => {
    const known = opened.get(file) ?? toOpened(file, look(file));
    opened.set(file, known);
    return known;
  };
  const editedWith = (edit: Edit, gone: ReadonlySet<string>): Edited => {
    const { looked, edit: editText } = open(edit.file);
    if (looked.why !== undefined) return { why: looked.why };
    const made = editText(edit, gone);
    const known = edit.pointer === "" ? undefined : valueAt({ file: edit.file, pointer: edit.pointer });
    const stale = made.changes !== undefined && known !== undefined && made.was !== known;
    return stale ? { why: "it changed since it was read" } : made;
  };
  return {
    before: (file) => open(file).looked.text,
    together: (edits) => {
      const byFile = Map.groupBy(edits, ({ file }) => file);
      const gone = new Map([...byFile].map(([file, of]) => [file, goneFrom(of)]));
      return (edit) => editedWith(edit, gone.get(edit.file) ?? goneFrom([edit]));
    },
  };
}

function toOpened(file: string, looked: Looked): { readonly looked: Looked; readonly edit: EditText } {
  return { looked, edit: openText(file, looked.text ?? "") };
}

/** The pointers of the entries that edits of one file take away. */
export function goneFrom(edits: readonly Pick<Edit, "pointer" | "value">[]): ReadonlySet<string> {
  return new Set(edits.filter(({ value }) => value === null).map(({ pointer }) => pointer));
}
