/**
 * Whether a JSON text surely states no member twice and nests no deeper than a limit: a cheap look that never says so wrongly,
 * and says no where only a scan could tell. Each member has one colon; those of a text without escapes that are not inside of
 * strings are as many as the parsed value has members, unless parsing dropped one.
 */
export function isPlainJson(text: string, value: unknown, deepest: number): boolean {
  return !text.includes("\\") && colonsOf(value, deepest) === countColons(text);
}

function colonsOf(value: unknown, levels: number): number {
  if (typeof value === "string") return countColons(value);
  if (typeof value !== "object" || value === null) return 0;
  if (levels === 0) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += colonsOf(item, levels - 1);
    return count;
  }
  // What a parser made inherits nothing that could be listed.
  for (const key in value) {
    count += 1 + countColons(key) + colonsOf((value as Readonly<Record<string, unknown>>)[key], levels - 1);
  }
  return count;
}

function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) count += 1;
  return count;
}
