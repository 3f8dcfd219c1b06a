import type { Catalogs, InvalidInput, Stated } from "@releaser/core";
import { type Document, LineCounter, isMap, isScalar, parseDocument, type YAMLMap } from "yaml";
import { escapePointer } from "./scan-json.ts";

export const pnpmFile = "pnpm-workspace.yaml";

/** What `pnpm-workspace.yaml` says that Releaser reads. */
export interface PnpmWorkspace {
  /** As written; undefined where it names none. */
  readonly globs: readonly Stated[] | undefined;
  readonly catalogs: Catalogs;
  /** Selectors and what they force, as written. */
  readonly overrides: ReadonlyMap<string, Stated>;
  /** Members of the top level whose value is one word or number. */
  readonly settings: ReadonlyMap<string, Stated>;
  readonly invalid: readonly InvalidInput[];
}

const nothing: Omit<PnpmWorkspace, "invalid"> = {
  globs: undefined,
  catalogs: new Map(),
  overrides: new Map(),
  settings: new Map(),
};

/** The file from its text. Of one that is no YAML everything but `invalid` is empty. */
export function parsePnpmWorkspace(text: string): PnpmWorkspace {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/u, ""), { lineCounter: lines, uniqueKeys: true });
  const invalid = readProblems(document);
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return { ...nothing, invalid };
  const entries: ReadEntries = (map, pointer) => readEntries(map, pointer, lines);
  const overrides = root.get("overrides");
  return {
    globs: toGlobs(root.get("packages")),
    catalogs: readCatalogs(root, entries),
    overrides: isMap(overrides) ? entries(overrides, "/overrides") : new Map(),
    settings: entries(root, ""),
    invalid,
  };
}

function readProblems(document: Document): readonly InvalidInput[] {
  return [...document.errors, ...document.warnings].map((problem) => ({
    at: { file: pnpmFile, line: problem.linePos?.[0].line ?? 1, column: problem.linePos?.[0].col ?? 1 },
    reason: `is no YAML that pnpm reads: ${problem.message.split("\n")[0]}`,
  }));
}

function toGlobs(value: unknown): readonly Stated[] | undefined {
  const list = (value as { toJSON?(): unknown } | undefined)?.toJSON?.();
  return statedGlobs(list, { file: pnpmFile, pointer: "/packages" });
}

/** The texts of a list, each with its place; undefined where it is no list. */
export function statedGlobs(
  list: unknown,
  { file, pointer }: { readonly file: string; readonly pointer: string },
): readonly Stated[] | undefined {
  return Array.isArray(list)
    ? list.flatMap((raw: unknown, index) =>
        typeof raw === "string" ? [{ raw, at: { file, pointer: `${pointer}/${index}` } }] : [],
      )
    : undefined;
}

type ReadEntries = (map: YAMLMap, pointer: string) => ReadonlyMap<string, Stated>;

function readCatalogs(root: YAMLMap, entries: ReadEntries): Catalogs {
  const [unnamed, named] = [root.get("catalog"), root.get("catalogs")];
  return new Map([
    ...(isMap(unnamed) ? [["default", entries(unnamed, "/catalog")] as const] : []),
    ...(isMap(named) ? namedCatalogs(named, entries) : []),
  ]);
}

function namedCatalogs(
  named: YAMLMap,
  entries: ReadEntries,
): readonly (readonly [string, ReadonlyMap<string, Stated>])[] {
  return named.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : undefined;
    return name !== undefined && isMap(value)
      ? [[name, entries(value, `/catalogs/${escapePointer(name)}`)] as const]
      : [];
  });
}

function readEntries(map: YAMLMap, pointer: string, lines: LineCounter): ReadonlyMap<string, Stated> {
  const read = map.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !isScalar(value)) return [];
    const name = String(key.value);
    const place = lines.linePos(value.range?.[0] ?? 0);
    const at = { file: pnpmFile, pointer: `${pointer}/${escapePointer(name)}`, line: place.line, column: place.col };
    return [[name, { raw: String(value.value), at }] as const];
  });
  return new Map(read);
}
