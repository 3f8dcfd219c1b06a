import { isCollection, isMap, isNode, isPair, type Pair } from "yaml";
import { escapePointer } from "../json-pointer.ts";
import type { Change, Edited } from "./change.ts";
import { findComments } from "./yaml-comments.ts";
import type { Found, Place, Step } from "./yaml-edits.ts";

/**
 * The change that takes an entry away: its lines in a block, itself and a comma between braces. Where all entries of its map
 * go, the map goes with them, since an empty one is no longer a map but null. A comment on lines of its own stays.
 */
export function removeEntry({ text, document, gone }: Place, { steps, value }: Found): Edited {
  const outermost = steps.find(({ pair, pointer }) => isGone(pair.value, pointer, gone));
  const own = steps.at(-1);
  if (outermost === undefined || own === undefined) return { why: "an item of a list cannot be taken away by itself" };
  const isFlow = outermost.map.flow === true;
  const change = isFlow ? fromFlow(text, outermost, gone) : fromBlock(text, outermost.pair);
  if (change === undefined) return { why: `${outermost.pointer} cannot be taken from its line` };
  // Somebody had a reason to write it, and would miss it. Between braces nothing tells whose it is.
  const comments = findComments(text).filter(({ ownLine }) => isFlow || ownLine);
  if (comments.some(({ at }) => at >= change.start && at < change.end)) return { why: "a comment would go with it" };
  return {
    changes: [change],
    at: startOf(own.pair),
    was: isNode(value) && !isCollection(value) ? String(value.toJS(document)) : undefined,
  };
}

/** Whether an entry goes, or every one that it holds. */
function isGone(value: unknown, pointer: string, gone: ReadonlySet<string>): boolean {
  if (gone.has(pointer)) return true;
  if (!isMap(value) || value.items.length === 0) return false;
  return value.items.every((item) => isGone(item.value, pointerBelow(pointer, item), gone));
}

function pointerBelow(pointer: string, { key }: Pair): string {
  const name = isNode(key) ? String(key.toJSON()) : "";
  return `${pointer}/${escapePointer(name)}`;
}

function fromBlock(text: string, pair: Pair): Change | undefined {
  const start = text.lastIndexOf("\n", startOf(pair) - 1) + 1;
  if (!/^\uFEFF? *$/u.test(text.slice(start, startOf(pair)))) return undefined;
  const last = endOf(pair);
  const line = text.indexOf("\n", last);
  const end = text[last - 1] === "\n" ? last : line === -1 ? text.length : line + 1;
  return { start: text.startsWith("\uFEFF") ? Math.max(start, 1) : start, end, text: "" };
}

/**
 * Up to the next entry; the last one from the end of the one before that stays, and where none stays with the comma behind it,
 * so that no comma is left over.
 */
function fromFlow(text: string, { map: { items }, pair, pointer }: Step, gone: ReadonlySet<string>): Change {
  const holder = pointer.slice(0, pointer.lastIndexOf("/"));
  const index = items.indexOf(pair);
  const next = items[index + 1];
  if (next !== undefined) return { start: startOf(pair), end: startOf(next), text: "" };
  const kept = items.slice(0, index).findLast((item) => !isGone(item.value, pointerBelow(holder, item), gone));
  if (kept !== undefined) return { start: endOf(kept), end: endOf(pair), text: "" };
  const [comma = ""] = /^(?:\s|#[^\n]*\n)*,/u.exec(text.slice(endOf(pair))) ?? [];
  return { start: startOf(pair), end: endOf(pair) + comma.length, text: "" };
}

function startOf({ key }: Pair): number {
  return isNode(key) ? (key.range?.[0] ?? 0) : 0;
}

/** Where the last value of an entry ends, without the comments that follow. */
function endOf({ key, value }: Pair): number {
  if (isCollection(value) && value.flow !== true) {
    const last = value.items.at(-1);
    if (isPair(last)) return endOf(last);
    if (isNode(last)) return last.range?.[1] ?? 0;
  }
  const node = isNode(value) ? value : key;
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
}
