import type { InvalidInput } from "@releaser/core";
import type { Files } from "./files.ts";
import { type JsonScan, scanJson } from "./scan-json.ts";

const largest = 2 * 1024 * 1024;
const deepest = 200;

/** A JSON object and where its members stand, or why it is none. */
export type ParsedJson =
  | {
      readonly value: Readonly<Record<string, unknown>>;
      readonly scan: JsonScan;
      readonly invalid: readonly InvalidInput[];
    }
  | { readonly value?: undefined; readonly invalid: readonly InvalidInput[] };

/** A JSON file of at most 2 MB whose top is an object; undefined where there is no such file. Members stated twice are reported, the last one holds. */
export function readJson(files: Files, file: string): ParsedJson | undefined {
  if ((files.size?.(file) ?? 0) > largest) return refused(file, "holds more than 2 MB, which no such file needs");
  const text = files.read(file);
  return text === undefined ? undefined : parseJson(text, file);
}

/** The same from its text. A byte order mark is passed over. */
export function parseJson(text: string, file: string): ParsedJson {
  const bare = text.replace(/^\uFEFF/u, "");
  const parsed = attempt(bare);
  if ("why" in parsed) return refused(file, `is no JSON: ${parsed.why}`);
  if (!isObject(parsed.value)) return refused(file, "holds no JSON object");
  const scan = scanJson(bare);
  if (scan.depth > deepest) return refused(file, `nests deeper than ${deepest} levels`);
  const invalid = scan.repeated.map((pointer) => ({
    at: { file, pointer, ...scan.positions.get(pointer) },
    reason: `states ${pointer} twice; most readers take the last, some the first`,
  }));
  return { value: parsed.value, scan, invalid };
}

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
