import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";

/** Where something stands: its first character in the source, and its path as a JSON pointer. */
export interface Spot {
  readonly start: number;
  readonly pointer: string;
}

export interface Scalar extends Spot {
  readonly kind: "scalar";
  readonly value: unknown;
  /** The value as text; empty for null. */
  readonly text: string;
  /** The comment behind it on its line, without the mark. */
  readonly comment: string;
  /** One past its last character in the source. */
  readonly end: number;
}

export interface Mapping extends Spot {
  readonly kind: "map";
  readonly entries: readonly Entry[];
}

export interface List extends Spot {
  readonly kind: "list";
  readonly items: readonly Tree[];
}

export type Tree = List | Mapping | Scalar;

/** A key with its value; it stands where the key does. */
export interface Entry extends Spot {
  readonly key: string;
  readonly value: Tree;
  /** The comments above the key and behind the value. */
  readonly comment: string;
}

/** A file of YAML with the places of all that it says. */
export interface Source {
  readonly text: string;
  /** Undefined where it cannot be read. */
  readonly root: Tree | undefined;
  readonly problems: readonly { readonly start: number; readonly message: string }[];
  readonly lineAndColumn: (start: number) => { readonly line: number; readonly column: number };
}

/** Deeper than any workflow. */
const deepest = 40;
const mostAliases = 100;

/** The YAML of a file. Aliases are followed; one that leads to itself, and a bomb of them, is a problem of the file. */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const problems = document.errors.map(({ pos, message }) => ({ start: pos[0], message: firstLine(message) }));
  const found = problems.length > 0 ? problems : aliasProblems(document);
  const readable = found.length === 0;
  return {
    text,
    root: readable && document.contents ? toTree(document.contents, { document, pointer: "", depth: 0 }) : undefined,
    problems: found,
    lineAndColumn: (start) => {
      const { line, col } = lines.linePos(start);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
}

interface At {
  readonly document: Document;
  readonly pointer: string;
  readonly depth: number;
}

function toTree(node: unknown, at: At): Tree {
  const { document, pointer, depth } = at;
  const start = toStart(node);
  const empty: Scalar = { kind: "scalar", start, pointer, value: null, text: "", comment: "", end: start };
  if (depth > deepest) return empty;
  if (isAlias(node)) return toTree(node.resolve(document), { ...at, depth: depth + 1 });
  if (isMap(node)) return { kind: "map", start, pointer, entries: toEntries(node, at) };
  if (isSeq(node)) {
    const items = node.items.map((item, index) =>
      toTree(item, { document, pointer: `${pointer}/${index}`, depth: depth + 1 }),
    );
    return { kind: "list", start, pointer, items };
  }
  if (!isScalar(node)) return empty;
  const { value, comment } = node;
  const text =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
  return { ...empty, value, text, comment: comment?.trim() ?? "", end: node.range?.[1] ?? start };
}

function toEntries(
  map: { readonly items: readonly { readonly key: unknown; readonly value: unknown }[] },
  at: At,
): readonly Entry[] {
  const above = "commentBefore" in map ? map.commentBefore : undefined;
  return map.items.map(({ key, value }, index) => {
    const name = isScalar(key) ? String(key.value) : "";
    const pointer = `${at.pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const own = isScalar(key) ? key.commentBefore : undefined;
    const behind = (value as Node | null)?.comment;
    const comments = [index === 0 ? above : undefined, own, behind].filter((one) => typeof one === "string");
    return {
      key: name,
      start: toStart(key),
      pointer,
      comment: comments.join(" ").trim(),
      value: toTree(value, { ...at, pointer, depth: at.depth + 1 }),
    };
  });
}

function toStart(node: unknown): number {
  const range = (node as Node | null | undefined)?.range;
  return range?.[0] ?? 0;
}

function aliasProblems(document: Document): Source["problems"] {
  try {
    document.toJS({ maxAliasCount: mostAliases, mapAsMap: true });
  } catch (error) {
    if (error instanceof ReferenceError) return [{ start: 0, message: error.message }];
    throw error;
  }
  const found: { readonly start: number; readonly message: string }[] = [];
  visit(document, {
    Alias: (_, alias, path) => {
      const target = alias.resolve(document);
      if (!path.some((node) => node === target)) return;
      found.push({ start: toStart(alias), message: `*${alias.source} stands within what it refers to` });
    },
  });
  return found;
}

function firstLine(message: string): string {
  return message.split(/ at line \d+|\n/u)[0] ?? message;
}
