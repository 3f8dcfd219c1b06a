import type { InvalidInput } from "@releaser/core";
import type { Files } from "./files.ts";
import { isPlainJson } from "./is-plain-json.ts";
import { type JsonScan, scanJson } from "./scan-json.ts";

const largest = 2 * 1024 * 1024;
const deepest = 200;

/** A JSON object, or why it is none. */
export type ParsedJson =
  | {
      readonly value: Readonly<Record<string, unknown>>;
      /** Where its members stand; looked for when first asked, which few are. */
      readonly scan: () => JsonScan;
      readonly invalid: readonly InvalidInput[];
    }
  | { readonly value?: undefined; readonly invalid: readonly InvalidInput[] };

/** A JSON file of at most 2 MB whose top is an object; undefined where there is no such file. Members stated twice are reported, the last one holds. */
export function readJson(files: Files, file: string): ParsedJson | undefined {
  const text = files.read(file, largest);
  if (text !== undefined) return parseJson(text, file);
  return (files.size?.(file) ?? 0) > largest
    ? refused(file, "holds more than 2 MB, which no such file needs")
    : undefined;
}

/** The same from its text. A byte order mark is passed over. */
export function parseJson(text: string, file: string): ParsedJson {
  const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const parsed = attempt(bare);
  if ("why" in parsed) return refused(file, `is no JSON: ${parsed.why}`);
  const { value } = parsed;
  if (!isObject(value)) return refused(file, "holds no JSON object");
  let held: JsonScan | undefined;
  const scan = (): JsonScan => (held ??= scanJson(bare));
  if (isPlainJson(bare, value, deepest)) return { value, scan, invalid: none };
  if (scan().depth > deepest) return refused(file, `nests deeper than ${deepest} levels`);
  const invalid = scan().repeated.map((pointer) => ({
    at: { file, pointer, ...scan().positions.get(pointer) },
    reason: `states ${pointer} twice; most readers take the last, some the first`,
  }));
  return { value, scan, invalid };
}

const none: readonly InvalidInput[] = [];

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function attempt(text: string): { readonly value: unknown } | { readonly why: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return { why: error.message.slice(0, 200) };
    throw error;
  }
}

function refused(file: string, reason: string): ParsedJson {
  return { invalid: [{ at: { file }, reason }] };
}
