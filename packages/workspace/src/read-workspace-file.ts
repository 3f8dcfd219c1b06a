import type { InvalidInput, Location } from "@releaser/core";
import { LineCounter, isMap, isScalar, parseDocument, type YAMLMap } from "yaml";
import type { Files } from "./files.ts";
import { isObject } from "./parse-json.ts";
import { escapePointer } from "./scan-json.ts";

/** One entry of a catalog: the range as written, and where. */
export interface CatalogEntry {
  readonly raw: string;
  readonly at: Location;
}

/** What the root says of the workspace. */
export interface WorkspaceFile {
  /** As written; undefined where nothing makes it a workspace of several packages. */
  readonly globs: readonly string[] | undefined;
  /** Entries by catalog and name; the unnamed catalog is `default`. */
  readonly catalogs: ReadonlyMap<string, ReadonlyMap<string, CatalogEntry>>;
  readonly invalid: readonly InvalidInput[];
}

const pnpmFile = "pnpm-workspace.yaml";

/** The globs of `pnpm-workspace.yaml`, of `workspaces` in the root manifest, or of `lerna.json`, in that order; the catalogs of the first. */
export function readWorkspaceFile(files: Files, manifest: Readonly<Record<string, unknown>>): WorkspaceFile {
  const text = files.read(pnpmFile);
  const pnpm = text === undefined ? undefined : parsePnpmWorkspace(text);
  const globs = pnpm?.globs ?? manifestGlobs(manifest["workspaces"]) ?? lernaGlobs(files);
  const file = pnpm?.globs === undefined ? "package.json" : pnpmFile;
  const leaving = (globs ?? []).filter(leadsOut).map((glob) => ({
    at: { file },
    reason: `has the workspace glob ${JSON.stringify(glob)}, which leads out of the repository`,
  }));
  return {
    globs: globs?.filter((glob) => !leadsOut(glob)),
    catalogs: pnpm?.catalogs ?? new Map(),
    invalid: [...(pnpm?.invalid ?? []), ...leaving],
  };
}

function leadsOut(glob: string): boolean {
  return /^!?(?:\/|[a-z]:)|(?:^!?|[/{,(|])\.\.(?:$|[/},)|])|\\/iu.test(glob);
}

function manifestGlobs(workspaces: unknown): readonly string[] | undefined {
  return strings(isObject(workspaces) ? workspaces["packages"] : workspaces);
}

function lernaGlobs(files: Files): readonly string[] | undefined {
  const text = files.read("lerna.json");
  if (text === undefined) return undefined;
  const [, list] = /"packages"\s*:\s*(\[[^\]]*\])/u.exec(text) ?? [];
  if (list === undefined) return ["packages/*"];
  const found = [...list.matchAll(/"([^"\\]*)"/gu)].map(([, glob]) => glob ?? "");
  return found;
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}

function parsePnpmWorkspace(text: string): WorkspaceFile {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/u, ""), { lineCounter: lines, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings];
  const invalid = problems.map((problem) => ({
    at: { file: pnpmFile, line: problem.linePos?.[0].line ?? 1, column: problem.linePos?.[0].col ?? 1 },
    reason: `is no YAML that pnpm reads: ${problem.message.split("\n")[0]}`,
  }));
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root)) return { globs: undefined, catalogs: new Map(), invalid };
  const named = root.get("catalogs");
  const unnamed = root.get("catalog");
  const entries = (map: YAMLMap, pointer: string): ReadonlyMap<string, CatalogEntry> =>
    readEntries(map, pointer, lines);
  const catalogs = new Map([
    ...(isMap(unnamed) ? [["default", entries(unnamed, "/catalog")] as const] : []),
    ...(isMap(named) ? namedCatalogs(named, entries) : []),
  ]);
  const globs = root.get("packages");
  return { globs: strings((globs as { toJSON?(): unknown } | undefined)?.toJSON?.()), catalogs, invalid };
}

type ReadEntries = (map: YAMLMap, pointer: string) => ReadonlyMap<string, CatalogEntry>;

function namedCatalogs(
  named: YAMLMap,
  entries: ReadEntries,
): readonly (readonly [string, ReadonlyMap<string, CatalogEntry>])[] {
  return named.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : undefined;
    return name !== undefined && isMap(value)
      ? [[name, entries(value, `/catalogs/${escapePointer(name)}`)] as const]
      : [];
  });
}

function readEntries(map: YAMLMap, pointer: string, lines: LineCounter): ReadonlyMap<string, CatalogEntry> {
  const read = map.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !isScalar(value)) return [];
    const name = String(key.value);
    const place = lines.linePos(value.range?.[0] ?? 0);
    const at = { file: pnpmFile, pointer: `${pointer}/${escapePointer(name)}`, line: place.line, column: place.col };
    return [[name, { raw: String(value.value), at }] as const];
  });
  return new Map(read);
}
