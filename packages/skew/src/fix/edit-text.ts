import type { Edit } from "@releaser/core";
import { frontMatterOf } from "../front-matter.ts";
import type { Edited } from "./change.ts";
import { openJson } from "./json-edits.ts";
import { wholeFile } from "./whole-file.ts";
import { openYaml } from "./yaml-edits.ts";

/** What an edit changes in a text, given the pointers of all entries that are to go from it: of a map that loses all of them nothing stays. */
export type EditText = (edit: Pick<Edit, "pointer" | "value">, gone: ReadonlySet<string>) => Edited;

/**
 * Opens a text for edits: JSON, YAML, and the front matter of Markdown by pointer, every other file as a whole alone. It is
 * parsed once, when a pointer is first asked for.
 */
export function openText(file: string, text: string): EditText {
  const open = openerOf(file);
  let parsed: EditText | undefined;
  return (edit, gone) => {
    if (edit.pointer === "") {
      return edit.value === null ? { why: "no fix deletes a file" } : wholeFile(text, edit.value);
    }
    if (open === undefined) return { why: "in a file of this kind no value can be found" };
    parsed ??= open(text);
    return parsed(edit, gone);
  };
}

function openerOf(file: string): ((text: string) => EditText) | undefined {
  if (/\.jsonc?$/u.test(file)) return openJson;
  if (/\.ya?ml$/u.test(file)) return openYaml;
  return file.endsWith(".md") ? openFrontMatter : undefined;
}

function openFrontMatter(text: string): EditText {
  const matter = frontMatterOf(text);
  if (matter === undefined) return () => ({ why: "it has no front matter" });
  const parsed = openYaml(matter.yaml);
  return (edit, gone) => {
    const edited = parsed(edit, gone);
    if (edited.changes === undefined) return edited;
    const by = matter.start;
    return {
      ...edited,
      at: edited.at + by,
      changes: edited.changes.map((change) => ({ ...change, start: change.start + by, end: change.end + by })),
    };
  };
}
