import { applyEdits, type JSONPath, type ModificationOptions, modify } from "jsonc-parser";

interface Manner {
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  readonly eol: string;
  readonly insertFinalNewline: boolean;
}

/** A value to be written at a path, whose last step may be the length of a list. */
export interface JsonEdit {
  readonly path: JSONPath;
  readonly value: unknown;
  /** The member behind which a new one goes; the last one unless told. */
  readonly behind?: string;
}

/** A JSON text, with comments or without, with values written into it and not a byte besides; in the manner of the text, which may be a single line. */
export function editJson(text: string, edits: readonly JsonEdit[]): string {
  const [, mark = "", bare = ""] = /^(\uFEFF?)(.*)$/su.exec(text) ?? [];
  // To be formatted, a single line would be broken up whole.
  const manner = bare.trimEnd().includes("\n") ? { formattingOptions: mannerOf(bare) } : {};
  return (
    mark +
    edits.reduce(
      (edited, { path, value, behind }) =>
        applyEdits(edited, modify(edited, path, value, { ...manner, ...placed(behind) })),
      bare,
    )
  );
}

function placed(behind: string | undefined): Pick<ModificationOptions, "getInsertionIndex"> {
  return behind === undefined
    ? {}
    : {
        getInsertionIndex: (names) => (names.includes(behind) ? names.indexOf(behind) + 1 : names.length),
      };
}

/** A new JSON text in the manner of another one. */
export function renderJson(value: unknown, like = ""): string {
  const { insertSpaces, tabSize, eol } = mannerOf(like);
  const text = JSON.stringify(value, undefined, insertSpaces ? tabSize : "\t");
  return `${text}\n`.replaceAll("\n", eol);
}

/** How the first member of a text is indented, and how its lines end. */
function mannerOf(text: string): Manner {
  const [, indent = "  "] = /^[{[]\s*?\n([ \t]+)/u.exec(text.trimStart()) ?? [];
  return {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    insertFinalNewline: false,
  };
}
