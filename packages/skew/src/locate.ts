import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { isNode, LineCounter, parseDocument } from "yaml";
import { frontMatterOf } from "./front-matter.ts";
import { parsePointer } from "./json-pointer.ts";
import { keyPlaces } from "./key-places.ts";

/** Line and column of a value, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the value of an RFC 6901 pointer begins in a JSON or YAML text, or in the front matter of a Markdown file; in a program,
 * where its key stands. Where the value is absent, its nearest enclosing value; undefined in a file of another kind.
 */
export function locate(file: string, text: string, pointer: string): Place | undefined {
  const segments = parsePointer(pointer);
  if (segments.length === 0) return { line: 1, column: 1 };
  if (file.endsWith(".json")) return toPlace(text, jsonOffset(text, segments));
  if (/\.ya?ml$/u.test(file)) return toPlace(text, yamlOffset(text, segments));
  if (file.endsWith(".md")) return toPlace(text, frontMatterOffset(text, segments));
  if (/\.m?[jt]s$/u.test(file)) return nearestKey(keyPlaces(text), pointer);
  return undefined;
}

function nearestKey(places: ReadonlyMap<string, Place>, pointer: string): Place {
  const place = pointer === "" ? { line: 1, column: 1 } : places.get(pointer);
  return place ?? nearestKey(places, pointer.slice(0, pointer.lastIndexOf("/")));
}

function jsonOffset(text: string, segments: readonly string[]): number {
  const root = parseTree(text);
  const found = root && nearestNode(root, segments);
  return found?.offset ?? 0;
}

function nearestNode(root: Node, segments: readonly string[]): Node {
  return segments.reduce<{ node: Node; open: boolean }>(
    ({ node, open }, segment) => {
      const child = open && findNodeAtLocation(node, [node.type === "array" ? Number(segment) : segment]);
      return child ? { node: child, open } : { node, open: false };
    },
    { node: root, open: true },
  ).node;
}

function yamlOffset(text: string, segments: readonly string[]): number {
  const document = parseDocument(text, { logLevel: "silent" });
  for (let length = segments.length; length > 0; length -= 1) {
    const node = document.getIn(segments.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function frontMatterOffset(text: string, segments: readonly string[]): number {
  const matter = frontMatterOf(text);
  return matter === undefined ? 0 : matter.start + yamlOffset(matter.yaml, segments);
}

function toPlace(text: string, offset: number): Place {
  const lines = new LineCounter();
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  lines.lineStarts.unshift(0);
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
