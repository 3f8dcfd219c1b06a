import type { Catalogs, Dependency, DependencyField, InvalidInput, Manifest, Package } from "@releaser/core";
import type { Files } from "../files.ts";
import { isObject, type ParsedJson, readJson } from "../parse-json.ts";
import { escapePointer } from "../scan-json.ts";
import { toDependency } from "./to-dependency.ts";

/** A folder with a manifest, read; undefined where the manifest cannot be read at all. */
export interface ReadPackage {
  readonly package?: Package;
  readonly invalid: readonly InvalidInput[];
}

export interface PackagePlace {
  readonly dir: string;
  readonly role: Package["role"];
  readonly catalogs: Catalogs;
}

const fields: readonly DependencyField[] = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
];
const npmName = /^(?:@[a-z0-9~][\w.~-]*\/)?[a-z0-9~_][\w.~-]*$/iu;
const longestName = 214;

/** Names that Windows keeps for devices, and a last dot, which it drops. */
const unusable = /^(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)|\.$/iu;

/** Reads the manifest of one folder; undefined where it has none. A name that npm would refuse is reported; the root and folders may state none. */
export function readPackage(files: Files, place: PackagePlace): ReadPackage | undefined {
  const file = place.dir === "." ? "package.json" : `${place.dir}/package.json`;
  const json = readJson(files, file);
  if (json === undefined) return undefined;
  if (json.value === undefined) return { invalid: json.invalid };
  const manifest = parseManifest(json.value);
  const found: Package = {
    name: manifest.name ?? "",
    version: manifest.version,
    private: manifest.private === true || manifest.private === "true",
    dir: place.dir,
    role: place.role,
    manifestFile: file,
    manifest,
    dependencies: toDependencies(json.value, { file, catalogs: place.catalogs }),
  };
  const problems = problemsOf(found, json.value);
  return {
    package: Object.freeze(found),
    invalid: problems.length === 0 ? json.invalid : [...json.invalid, ...toInvalid(problems, { ...json, file })],
  };
}

function toDependencies(
  value: Readonly<Record<string, unknown>>,
  { file, catalogs }: { readonly file: string; readonly catalogs: Catalogs },
): readonly Dependency[] {
  const found: Dependency[] = [];
  for (const field of fields) {
    const entries = value[field];
    if (!isObject(entries)) continue;
    const source = { file, field, catalogs };
    // What a parser made inherits nothing that could be listed.
    for (const key in entries) {
      const raw = entries[key];
      if (typeof raw === "string") found.push(toDependency(source, key, raw));
    }
  }
  return found;
}

const texts = ["name", "version", "packageManager"] as const;
const objects = ["scripts", "publishConfig", ...fields] as const;

/** The fields that Releaser reads, given their types: one of another type counts as absent. */
function parseManifest(value: Readonly<Record<string, unknown>>): Manifest {
  const isText = (field: string): boolean => value[field] === undefined || typeof value[field] === "string";
  const isMap = (field: string): boolean => value[field] === undefined || isObject(value[field]);
  if (texts.every(isText) && objects.every(isMap)) return value;
  const wrong = new Set<string>([
    ...texts.filter((field) => !isText(field)),
    ...objects.filter((field) => !isMap(field)),
  ]);
  return Object.fromEntries(Object.entries(value).filter(([field]) => !wrong.has(field)));
}

interface Raw extends Extract<ParsedJson, { readonly scan: unknown }> {
  readonly file: string;
}

interface Problem {
  readonly pointer: string;
  readonly reason: string;
}

function toInvalid(problems: readonly Problem[], { scan, file }: Raw): readonly InvalidInput[] {
  return problems.map(({ pointer, reason }) => ({
    at: { file, pointer, ...scan().positions.get(pointer) },
    reason,
  }));
}

const noProblems: readonly Problem[] = [];

function problemsOf({ name, role }: Package, raw: Readonly<Record<string, unknown>>): readonly Problem[] {
  const mistyped = isMistyped(raw["name"]) || isMistyped(raw["version"]);
  const unnamed = role === "member" && name === "";
  const broken = fields.some((field) => hasBroken(raw[field]));
  if (!mistyped && !unnamed && !broken && (name === "" || isName(name))) return noProblems;
  return [
    ...["name", "version"]
      .filter((field) => isMistyped(raw[field]))
      .map((field) => ({ pointer: `/${field}`, reason: `states a ${field} that is no text` })),
    ...fields
      .flatMap((field) => brokenEntries(raw[field], field))
      .map((pointer) => ({ pointer, reason: "states a dependency whose range is no text" })),
    ...(unnamed ? [{ pointer: "", reason: "states no name, so Changesets cannot see it" }] : []),
    ...(name !== "" && !isName(name)
      ? [{ pointer: "/name", reason: `states a name that npm or a file system refuses: ${JSON.stringify(name)}` }]
      : []),
  ];
}

function isMistyped(value: unknown): boolean {
  return value !== undefined && typeof value !== "string";
}

function hasBroken(entries: unknown): boolean {
  if (!isObject(entries)) return false;
  for (const key in entries) if (typeof entries[key] !== "string") return true;
  return false;
}

function brokenEntries(entries: unknown, field: DependencyField): readonly string[] {
  if (!isObject(entries)) return [];
  return Object.keys(entries)
    .filter((key) => typeof entries[key] !== "string")
    .map((key) => `/${field}/${escapePointer(key)}`);
}

/** Whether npm takes a name for a package, capitals of old packages included, and every file system a folder of that name. */
function isName(name: string): boolean {
  const folder = name.slice(name.indexOf("/") + 1);
  return name.length <= longestName && npmName.test(name) && folder !== "node_modules" && !unusable.test(folder);
}
