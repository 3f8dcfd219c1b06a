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

function ownTexts(holder: unknown): readonly string[] {
  const values = keys.map((key) => member(holder, key));
  return values.filter((value) => typeof value === "string");
}

function member(of: unknown, key: string): unknown {
  return typeof of === "object" && of !== null && Object.hasOwn(of, key) ? Reflect.get(of, key) : undefined;
}

/** The line where each text is first stated. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const { 1: literal = "", index } of text.matchAll(/"Produced-?By"\s*:\s*("(?:[^"\\]|\\.)*")/gu)) {
    const value = parse(literal);
    if (typeof value !== "string" || lines.has(value)) continue;
    lines.set(value, text.slice(0, index).split("\n").length);
  }
  return lines;
}
