import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from "yaml";
import { escapePointer, parsePointer } from "../json-pointer.ts";
import type { Edited } from "./change.ts";
import type { EditText } from "./edit-text.ts";
import { openReferences } from "./yaml-references.ts";
import { removeEntry } from "./yaml-removal.ts";
import { replaceScalar } from "./yaml-scalar.ts";

/** A map and one of its entries, on the way from the top to a value. */
export interface Step {
  readonly map: YAMLMap;
  readonly pair: Pair;
  readonly pointer: string;
}

/** The steps to a value; a step through a list is none that an entry can be taken from. */
export interface Found {
  readonly pointer: string;
  readonly steps: readonly Step[];
  readonly value: unknown;
  /** Whether it stands between braces or brackets, where a comma has a meaning. */
  readonly inFlow: boolean;
}

/** Where a value is looked for, and what goes from there. */
export interface Place {
  readonly text: string;
  readonly document: Document;
  readonly gone: ReadonlySet<string>;
}

/** Edits of a YAML text: the bytes of the value alone, in its own quoting style where the new value allows that. */
export function openYaml(text: string): EditText {
  const document = parseDocument(text, { logLevel: "silent" });
  const isReferredTo = openReferences(document);
  return ({ pointer, value }, gone) => {
    if (document.errors.length > 0) return { why: "it is no YAML" };
    const found = find(document.contents, pointer);
    if (found === undefined) return { why: `it has no ${pointer}` };
    const edited = toEdited({ text, document, gone }, found, value);
    const shared = edited.changes?.some(isReferredTo) ?? false;
    return shared ? { why: `others refer to what stands at ${pointer}` } : edited;
  };
}

function toEdited(at: Place, found: Found, value: string | null): Edited {
  if (value === null) return removeEntry(at, found);
  if (!isScalar(found.value)) return { why: `${found.pointer} is no text` };
  return replaceScalar(at.text, { node: found.value, inFlow: found.inFlow, value });
}

function find(contents: unknown, pointer: string): Found | undefined {
  return parsePointer(pointer).reduce<Found | undefined>(step, {
    pointer: "",
    steps: [],
    value: contents,
    inFlow: false,
  });
}

function step(from: Found | undefined, key: string): Found | undefined {
  if (from === undefined) return undefined;
  const { steps, value } = from;
  const pointer = `${from.pointer}/${escapePointer(key)}`;
  if (isSeq(value)) {
    const item = /^\d+$/u.test(key) ? value.items[Number(key)] : undefined;
    return item === undefined
      ? undefined
      : { pointer, steps: [], value: item, inFlow: from.inFlow || value.flow === true };
  }
  if (!isMap(value)) return undefined;
  const pair = value.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  if (pair === undefined) return undefined;
  return {
    pointer,
    steps: [...steps, { map: value, pair, pointer }],
    value: pair.value,
    inFlow: from.inFlow || value.flow === true,
  };
}
