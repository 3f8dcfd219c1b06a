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
  readonly edited: (edit: Edit, gone?: ReadonlySet<string>) => Edited;
  readonly whyNot: (edits: readonly Edit[]) => string | undefined;
}

/** Opens what fixes are about; nothing is looked at before it is asked for. */
export function openTexts({ look, valueAt }: TextSource): Texts {
  const opened = new Map<string, { readonly looked: Looked; readonly edit: EditText }>();
  const open = (file: string): { readonly looked: Looked; readonly edit: EditText } => {
    const known = opened.get(file) ?? toOpened(file, look(file));
    opened.set(file, known);
    return known;
  };
  const edited: Texts["edited"] = (edit, gone = new Set([edit.pointer])) => {
    const { looked, edit: editText } = open(edit.file);
    if (looked.why !== undefined) return { why: looked.why };
    const made = editText(edit, gone);
    const known = edit.pointer === "" ? undefined : valueAt({ file: edit.file, pointer: edit.pointer });
    const stale = made.changes !== undefined && known !== undefined && made.was !== known;
    return stale ? { why: "it changed since it was read" } : made;
  };
  return {
    edited,
    before: (file) => open(file).looked.text,
    whyNot: (edits) => {
      const refused = edits.map((edit) => ({ edit, why: whyOf(edited(edit)) })).find(({ why }) => why !== undefined);
      return refused && `${refused.edit.file}: ${refused.why}`;
    },
  };
}

function toOpened(file: string, looked: Looked): { readonly looked: Looked; readonly edit: EditText } {
  return { looked, edit: openText(file, looked.text ?? "") };
}

function whyOf(edited: Edited): string | undefined {
  return edited.changes === undefined ? edited.why : undefined;
}
