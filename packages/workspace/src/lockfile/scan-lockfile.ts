import type { Locked, LockedField } from "@releaser/core";
import { type Block, scanYamlLines } from "./scan-yaml-lines.ts";

/** What a lockfile's text says, without where it came from. */
export type LockedParts = Pick<Locked, "catalogs" | "importers" | "version">;

type Fields = Record<LockedField, ReadonlyMap<string, string>> & { readonly line: number };

/** The sections of a lockfile's document by their lines; undefined where the text is not written as pnpm writes it. */
export function scanLockfile(text: string): LockedParts | undefined {
  if (oddHead.test(text)) return undefined;
  const version = versionOf(text);
  const [importers, catalogs] = [scanImporters(text), catalogsIn(text)];
  return version === undefined || importers === undefined || catalogs === undefined
    ? undefined
    : { version, importers, catalogs };
}

/** The format that a lockfile's first lines state; undefined where they are not written as pnpm writes them. */
export function versionOf(text: string): string | undefined {
  const [, , version] = /^lockfileVersion: ('?)([\d.]+)\1$/mu.exec(text.slice(0, 200)) ?? [];
  return version;
}

/** A line at the margin that is no plain `name:`: what it says of the sections, only a parser can tell. */
const oddHead = /^(?!\s|$|[A-Za-z]\w*:)/mu;

function scanImporters(text: string): Locked["importers"] {
  const importers = new Map<string, Fields>();
  const block = blockOf(text, "importers");
  let importer: Fields | undefined;
  let field: Map<string, string> | undefined;
  let [name, repeated] = ["", false];
  const plain =
    block !== undefined &&
    scanYamlLines(block, ({ depth, key, value, line }) => {
      if (depth === 1) {
        importer = emptyFields(line);
        repeated ||= importers.has(key);
        importers.set(key, importer);
      } else if (depth === 2) {
        field = undefined;
        if (importer === undefined || !isLockedField(key)) return;
        repeated ||= importer[key] !== none;
        importer[key] = field = new Map();
      } else if (depth === 3) {
        name = key;
      } else if (depth === 4 && key === "specifier") {
        repeated ||= field?.has(name) === true;
        field?.set(name, value);
      }
    });
  return plain && !repeated && importers.size > 0 ? importers : undefined;
}

/** The section of catalogs alone; undefined where the text is not written as pnpm writes it. */
export function scanCatalogs(text: string): Locked["catalogs"] | undefined {
  return oddHead.test(text) ? undefined : catalogsIn(text);
}

function catalogsIn(text: string): Locked["catalogs"] | undefined {
  const catalogs = new Map<string, Map<string, string>>();
  const block = blockOf(text, "catalogs");
  if (block === undefined) return text.includes("\ncatalogs") ? undefined : catalogs;
  let catalog: Map<string, string> | undefined;
  let name = "";
  const plain = scanYamlLines(block, ({ depth, key, value }) => {
    if (depth === 1) {
      catalog = new Map();
      catalogs.set(key, catalog);
    } else if (depth === 2) {
      name = key;
    } else if (depth === 3 && key === "specifier") {
      catalog?.set(name, value);
    }
  });
  return plain ? catalogs : undefined;
}

const none: ReadonlyMap<string, string> = new Map();

/** No field, as the scanner and the parser start out with. */
export function emptyFields(line: number): Fields {
  return { line, dependencies: none, devDependencies: none, optionalDependencies: none };
}

/** Whether a lockfile keeps specifiers under this name. */
export function isLockedField(key: string): key is LockedField {
  return key === "dependencies" || key === "devDependencies" || key === "optionalDependencies";
}

function blockOf(text: string, name: string): Block | undefined {
  const head = `\n${name}:\n`;
  const found = text.indexOf(head);
  if (found === -1) return undefined;
  const from = found + head.length;
  return { text, from, line: countLines(text, from), unread: "version: " };
}

function countLines(text: string, end: number): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
