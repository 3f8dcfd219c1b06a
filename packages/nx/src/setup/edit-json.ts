import { applyEdits, type FormattingOptions, type JSONPath, modify, parse } from "jsonc-parser";

/** Text of JSON, perhaps with comments, that is changed place by place, so that the rest stays as it was written. */
export interface EditedJson {
  readonly text: string;
  readonly value: unknown;
  /** The same with a value at a path; `insert` puts it before the element that is there. */
  set(path: JSONPath, value: unknown, options?: { readonly insert?: boolean }): EditedJson;
}

/** Begins with `{}` where there is no text. */
export function editJson(text = "{}\n"): EditedJson {
  const formattingOptions = toFormat(text);
  return {
    text,
    value: parse(text, [], { allowTrailingComma: true }) as unknown,
    set: (path, value, { insert = false } = {}) =>
      editJson(applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion: insert }))),
  };
}

/** Indented as the first member is. */
function toFormat(text: string): FormattingOptions {
  const [, indent = "  "] = /^([ \t]+)"/mu.exec(text) ?? [];
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}
