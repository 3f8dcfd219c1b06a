import type { LockedField, Package } from "@releaser/core";
import { isObject } from "../parse-json.ts";

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
  const dir = line.endsWith(": {}") ? line.slice(0, -4) : line.endsWith(":") ? line.slice(0, -1) : "";
  const pkg = left.get(dir);
  if (pkg === undefined) return -1;
  left.delete(dir);
  let at = end + 1;
  for (const field of fields) {
    const entries = pkg.manifest[field];
    if (isObject(entries) && at !== -1) at = passField(document, at, { field, entries });
  }
  return at;
}

interface FieldEntries {
  readonly field: LockedField;
  readonly entries: Readonly<Record<string, unknown>>;
}

const indent = "      ";
const toSpecifier = ":\n        specifier: ";
const toVersion = "\n        version: ";

/** Three lines for each entry: its key, its specifier, and the version that nobody asks for. */
function passField(document: string, start: number, { field, entries }: FieldEntries): number {
  const keys = inOrder(Object.keys(entries));
  if (keys.length === 0) return start;
  let at = pass(document, start, `    ${field}:\n`);
  for (const key of keys) {
    at = passScalar(document, pass(document, at, indent), key);
    at = passScalar(document, pass(document, at, toSpecifier), entries[key]);
    at = pass(document, at, toVersion);
    if (at === -1) return -1;
    at = lineEnd(document, at) + 1;
  }
  return at;
}

function inOrder(keys: readonly string[]): readonly string[] {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return keys.toSorted();
  }
  return keys;
}

function lineEnd(document: string, at: number): number {
  const found = document.indexOf("\n", at);
  return found === -1 ? document.length : found;
}

// A slice that is compared costs half of what `startsWith` does.
function pass(document: string, at: number, text: string): number {
  return at !== -1 && document.slice(at, at + text.length) === text ? at + text.length : -1;
}

const quote = 39;

function passScalar(document: string, at: number, text: unknown): number {
  if (at === -1 || typeof text !== "string" || !isPlain(text)) return -1;
  if (document.charCodeAt(at) !== quote) return pass(document, at, text);
  const end = pass(document, at + 1, text);
  return end !== -1 && document.charCodeAt(end) === quote ? end + 1 : -1;
}

/** A text that means itself whether it is quoted or not, so that no YAML has to be known. */
const plain = /^[\w^~<>=|*.@/+ :-]+$/u;
const known = new Map<string, boolean>();
const most = 20_000;

function isPlain(text: string): boolean {
  const found = known.get(text);
  if (found !== undefined) return found;
  const answer = plain.test(text) && !text.includes(": ") && text.trim() === text;
  if (known.size < most) known.set(text, answer);
  return answer;
}
