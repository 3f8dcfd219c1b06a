import type { LockedField, Package } from "@releaser/core";
import { isObject } from "./parse-json.ts";

const fields: readonly LockedField[] = ["dependencies", "devDependencies", "optionalDependencies"];
const section = "\nimporters:\n";

/**
 * Whether the importers of a lockfile's document are surely those of these packages, each with just what its manifest asks for,
 * written as pnpm writes it: a cheap look along the text that never says so wrongly, and says no where only a scan could tell.
 */
export function repeatsManifests(document: string, packages: readonly Package[]): boolean {
  const left = new Map(packages.map((pkg) => [pkg.dir, pkg]));
  const start = document.indexOf(section);
  let at = start === -1 ? -1 : start + section.length;
  while (at !== -1 && at < document.length) {
    if (document.startsWith("\n", at)) at += 1;
    else if (document.startsWith("  ", at)) at = passImporter(document, at + 2, left);
    else return left.size === 0 && document.indexOf(section, at - 1) === -1;
  }
  return at !== -1 && left.size === 0;
}

/** Where the text goes on behind the importer that begins here and is taken off the list; -1 where it is not what its manifest says. */
function passImporter(document: string, start: number, left: Map<string, Package>): number {
  const end = lineEnd(document, start);
  const line = document.slice(start, end);
  const pkg = line.endsWith(": {}") ? left.get(line.slice(0, -4)) : left.get(line.slice(0, -1));
  if (pkg === undefined || !/:(?: \{\})?$/u.test(line)) return -1;
  left.delete(pkg.dir);
  let at = end + 1;
  for (const field of fields) {
    const entries = pkg.manifest[field];
    if (!isObject(entries)) continue;
    at = passField(document, at, { field, entries: Object.entries(entries) });
  }
  return at;
}

interface FieldEntries {
  readonly field: LockedField;
  readonly entries: readonly (readonly [string, unknown])[];
}

function passField(document: string, start: number, { field, entries }: FieldEntries): number {
  const head = `    ${field}:\n`;
  if (entries.length === 0 || start === -1) return start;
  let at = document.startsWith(head, start) ? start + head.length : -1;
  for (const [key, raw] of inOrder(entries)) {
    at = pass(document, at, "      ");
    at = passScalar(document, at, key);
    at = pass(document, at, ":\n        specifier: ");
    at = typeof raw === "string" ? passScalar(document, at, raw) : -1;
    at = pass(document, at, "\n        version: ");
    if (at === -1) return -1;
    at = lineEnd(document, at) + 1;
  }
  return at;
}

function inOrder(entries: FieldEntries["entries"]): FieldEntries["entries"] {
  const isSorted = entries.every(([key], index) => index === 0 || (entries[index - 1]?.[0] ?? "") < key);
  return isSorted ? entries : entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function pass(document: string, at: number, text: string): number {
  if (at === -1) return -1;
  for (let index = 0; index < text.length; index += 1) {
    if (document.charCodeAt(at + index) !== text.charCodeAt(index)) return -1;
  }
  return at + text.length;
}

function lineEnd(document: string, at: number): number {
  const found = document.indexOf("\n", at);
  return found === -1 ? document.length : found;
}

/** A text that means itself whether it is quoted or not, so that no YAML has to be known. */
const plain = /^[\w^~<>=|*.@/+ :-]+$/u;
const known = new Map<string, boolean>();
const quote = 39;

function passScalar(document: string, at: number, text: string): number {
  const isPlain = known.get(text) ?? (plain.test(text) && !text.includes(": ") && text.trim() === text);
  if (known.size < 20_000) known.set(text, isPlain);
  if (!isPlain || at === -1) return -1;
  if (document.charCodeAt(at) !== quote) return pass(document, at, text);
  return pass(document, pass(document, at + 1, text), "'");
}
