import { type FileHeader, parseHeaderText } from "./file-header.ts";

const keys = ["ProducedBy", "Produced-By"] as const;

/** The headers of a JSON document: a property `ProducedBy` of the document or of its members where it is a list, also under `metadata`. None where it cannot be read. */
export function parseJsonHeaders(text: string): readonly FileHeader[] {
  const lines = linesOf(text);
  return textsIn(parse(text)).flatMap((stated) => parseHeaderText(stated, lines.get(stated) ?? 1) ?? []);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, "")) as unknown;
  } catch {
    // What is wrong with a document is for others to say.
    return undefined;
  }
}

function textsIn(document: unknown): readonly string[] {
  const places: readonly unknown[] = Array.isArray(document) ? document : [document];
  return places.flatMap((place) => [place, member(place, "metadata")].flatMap((holder) => ownTexts(holder)));
}

/** What is longer than any header is none. */
const longest = 1000;

function ownTexts(holder: unknown): readonly string[] {
  return keys
    .map((key) => member(holder, key))
    .filter((value) => typeof value === "string")
    .filter(({ length }) => length <= longest);
}

function member(of: unknown, key: string): unknown {
  return typeof of === "object" && of !== null && Object.hasOwn(of, key) ? Reflect.get(of, key) : undefined;
}

/** The line where each text is first stated. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let [line, read] = [1, 0];
  for (const { 1: literal = "", index } of text.matchAll(/"Produced-?By"\s{0,8}:\s{0,8}("(?:[^"\\]|\\.){0,2000}")/gu)) {
    line += text.slice(read, index).split("\n").length - 1;
    read = index;
    const value = parse(literal);
    if (typeof value === "string" && !lines.has(value)) lines.set(value, line);
  }
  return lines;
}
