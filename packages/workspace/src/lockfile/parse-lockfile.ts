import { isMap, isScalar, LineCounter, parseDocument, YAMLMap } from "yaml";
import { emptyFields, isLockedField, type LockedParts } from "./scan-lockfile.ts";

/** The same as the scan by lines gives, from any YAML; or why it is none. */
export function parseLockfile(text: string): LockedParts | { readonly problem: string; readonly line: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: "failsafe",
    uniqueKeys: true,
    logLevel: "silent",
  });
  const [error] = document.errors;
  if (error) return { problem: error.message.split("\n")[0] ?? "", line: error.linePos?.[0].line ?? 1 };
  const root = document.contents;
  if (!isMap(root)) return { problem: "holds no map", line: 1 };
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const version = root.get("lockfileVersion");
  return {
    version: typeof version === "string" ? version : undefined,
    importers: toImporters(root, lineOf),
    catalogs: new Map(entriesOf(root.get("catalogs")).map(([name, { map }]) => [name, specifiersOf(map)])),
  };
}

function toImporters(root: YAMLMap, lineOf: (offset: number) => number): LockedParts["importers"] {
  if (!isMap(root.get("importers"))) return undefined;
  return new Map(
    entriesOf(root.get("importers")).map(([dir, { map, offset }]) => {
      const fields = map.items.flatMap(({ key, value }) => {
        const field = isScalar(key) ? String(key.value) : "";
        return isLockedField(field) && isMap(value) ? [[field, specifiersOf(value)] as const] : [];
      });
      return [dir, { ...emptyFields(lineOf(offset)), ...Object.fromEntries(fields) }];
    }),
  );
}

interface Entry {
  /** Empty where the value is no map. */
  readonly map: YAMLMap;
  readonly offset: number;
}

function entriesOf(section: unknown): readonly (readonly [string, Entry])[] {
  if (!isMap(section)) return [];
  return section.items.flatMap(({ key, value }) =>
    isScalar(key)
      ? [[String(key.value), { map: isMap(value) ? value : new YAMLMap(), offset: key.range?.[0] ?? 0 }] as const]
      : [],
  );
}

function specifiersOf(section: YAMLMap): Map<string, string> {
  return new Map(
    entriesOf(section).flatMap(([name, { map }]) => {
      const specifier = map.get("specifier");
      return typeof specifier === "string" ? [[name, specifier] as const] : [];
    }),
  );
}
