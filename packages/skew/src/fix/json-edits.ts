import { type Node, type ParseError, parseTree, stripComments } from "jsonc-parser";
import { escapePointer, parsePointer } from "../json-pointer.ts";
import type { Edited } from "./change.ts";
import type { EditText } from "./edit-text.ts";

/** Edits of a JSON text, with comments or without. Of a key that stands twice the last is meant, as readers take it. */
export function openJson(text: string): EditText {
  const problems: ParseError[] = [];
  // The parser takes a byte order mark for a mistake; a blank keeps the offsets.
  const bare = text.replace(/^\uFEFF/u, " ");
  const root = parseTree(bare, problems, { allowTrailingComma: true });
  return ({ pointer, value }, gone) => {
    if (root === undefined || problems.length > 0) return { why: "it is no JSON" };
    const path = parsePointer(pointer);
    const found = path.reduce<Node | undefined>(inside, root);
    if (found === undefined) {
      const list = path.slice(0, -1).reduce<Node | undefined>(inside, root);
      return (value === null ? undefined : append(text, list, value)) ?? { why: `it has no ${pointer}` };
    }
    if (value === null) return remove(bare, found, { pointer, gone });
    if (typeof found.value !== "string") return { why: `${pointer} is no text` };
    return {
      was: found.value,
      at: found.offset,
      changes:
        found.value === value
          ? []
          : [{ start: found.offset, end: found.offset + found.length, text: JSON.stringify(value) }],
    };
  };
}

/** Behind the last item of a list, written as that one is: on a line of its own, or on the same line. An empty list has no manner yet. */
function append(text: string, list: Node | undefined, value: string): Edited | undefined {
  const items = list?.type === "array" ? (list.children ?? []) : [];
  const last = items.at(-1);
  if (last === undefined) return undefined;
  const before = text.slice(items.length > 1 ? endOf(items.at(-2) ?? last) : (list?.offset ?? 0), last.offset);
  const lineBreak = /\r?\n[ \t]*$/u.exec(before)?.[0] ?? " ";
  const start = endOf(last);
  return {
    changes: [{ start, end: start, text: `,${lineBreak}${JSON.stringify(value)}`, appended: true }],
    was: undefined,
    at: start,
  };
}

interface Removal {
  readonly pointer: string;
  readonly gone: ReadonlySet<string>;
}

/**
 * From the entry to the next one; the last from the end of the one before that stays, and where none stays with the comma
 * behind it, so that no comma is left over.
 */
function remove(text: string, found: Node, { pointer, gone }: Removal): Edited {
  const entry = found.parent;
  const entries = entry?.parent?.children ?? [];
  if (entry?.type !== "property") return { why: "an item of a list cannot be taken away by itself" };
  const holder = pointer.slice(0, pointer.lastIndexOf("/"));
  const stays = ({ children }: Node): boolean => !gone.has(`${holder}/${escapePointer(String(children?.[0]?.value))}`);
  const index = entries.indexOf(entry);
  const [next, kept] = [entries[index + 1], entries.slice(0, index).findLast(stays)];
  const start = next === undefined && kept !== undefined ? endOf(kept) : entry.offset;
  const end = next?.offset ?? (kept === undefined ? behindComma(text, endOf(entry)) : endOf(entry));
  const span = text.slice(start, end);
  // Somebody had a reason to write it, and would miss it.
  if (stripComments(span, " ") !== span) return { why: "a comment would go with it" };
  return {
    changes: [{ start, end, text: "" }],
    at: entry.offset,
    was: typeof found.value === "string" ? found.value : undefined,
  };
}

/** The offset behind a comma that follows; the same one where none does. */
function behindComma(text: string, from: number): number {
  const [comma = ""] = /^\s*,/u.exec(stripComments(text.slice(from), " ")) ?? [];
  return from + comma.length;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function inside(node: Node | undefined, key: string): Node | undefined {
  if (node?.type === "array") return /^\d+$/u.test(key) ? node.children?.[Number(key)] : undefined;
  if (node?.type !== "object") return undefined;
  return node.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}
