/** Where a member of a JSON text stands; both count from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

export interface JsonScan {
  /** Positions of the members of the first two levels, by RFC 6901 pointer. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Pointers, of those levels, that are stated twice. */
  readonly repeated: readonly string[];
  /** How deep objects and arrays nest. */
  readonly depth: number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:\n]/gsu;

/** Looks once over a JSON text that parses, without recursion, for where its members stand. */
export function scanJson(text: string): JsonScan {
  const positions = new Map<string, Position>();
  const repeated: string[] = [];
  const parents: string[] = [];
  let [depth, deepest, line, lineStart] = [0, 0, 1, 0];
  let key: { readonly name: string; readonly at: Position } | undefined;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === "\n") {
      line += 1;
      lineStart = index + 1;
    } else if (found === "{" || found === "[") {
      deepest = Math.max(deepest, ++depth);
    } else if (found === "}" || found === "]") {
      depth -= 1;
    } else if (found === ":" && key !== undefined && depth <= 2) {
      parents[depth] = `${depth === 1 ? "" : (parents[1] ?? "")}/${escapePointer(key.name)}`;
      const pointer = parents[depth] ?? "";
      if (positions.has(pointer)) repeated.push(pointer);
      positions.set(pointer, key.at);
    } else if (found.startsWith('"') && depth <= 2) {
      key = { name: toName(found), at: { line, column: index - lineStart + 1 } };
    }
  }
  return { positions, repeated, depth: deepest };
}

/** One step of a JSON pointer. */
export function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function toName(literal: string): string {
  return literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1);
}
