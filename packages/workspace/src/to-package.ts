import type { Catalogs, Dependency, DependencyField, InvalidInput, Location, Manifest, Package } from "@releaser/core";
import type { Files } from "./files.ts";
import { isObject, readJson } from "./parse-json.ts";
import { escapePointer } from "./scan-json.ts";
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

/** Reads the manifest of one folder. A name that npm would refuse is reported; the root and folders may state none. */
export function readPackage(files: Files, place: PackagePlace): ReadPackage {
  const file = place.dir === "." ? "package.json" : `${place.dir}/package.json`;
  const json = readJson(files, file);
  if (json === undefined) return { invalid: [{ at: { file }, reason: "is no regular file" }] };
  if (json.value === undefined) return { invalid: json.invalid };
  const manifest = parseManifest(json.value);
  const locate = (pointer: string): Location => ({ file, pointer, ...json.scan.positions.get(pointer) });
  const found: Package = {
    name: manifest.name ?? "",
    version: manifest.version,
    private: manifest.private === true || manifest.private === "true",
    dir: place.dir,
    role: place.role,
    manifestFile: file,
    manifest,
    dependencies: readDependencies(json.value, { locate, catalogs: place.catalogs }),
  };
  return {
    package: Object.freeze(found),
    invalid: [...json.invalid, ...checkManifest(found, { raw: json.value, locate })],
  };
}

type Locate = (pointer: string) => Location;

interface Reading {
  readonly locate: Locate;
  readonly catalogs: Catalogs;
}

function readDependencies(
  value: Readonly<Record<string, unknown>>,
  { locate, catalogs }: Reading,
): readonly Dependency[] {
  return fields.flatMap((field) => {
    const entries = value[field];
    if (!isObject(entries)) return [];
    return Object.entries(entries).flatMap(([key, raw]) =>
      typeof raw === "string"
        ? [toDependency({ key, field, raw, at: locate(`/${field}/${escapePointer(key)}`) }, catalogs)]
        : [],
    );
  });
}

/** The fields that Releaser reads, given their types: one of another type counts as absent. */
function parseManifest(value: Readonly<Record<string, unknown>>): Manifest {
  const typed = { ...value } as Record<string, unknown>;
  for (const field of ["name", "version", "packageManager"]) if (typeof typed[field] !== "string") delete typed[field];
  for (const field of ["scripts", "publishConfig", ...fields]) if (!isObject(typed[field])) delete typed[field];
  return typed;
}

interface Raw {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly locate: Locate;
}

function checkManifest(found: Package, { raw, locate }: Raw): readonly InvalidInput[] {
  const mistyped = ["name", "version"].filter((field) => raw[field] !== undefined && typeof raw[field] !== "string");
  const broken = fields.flatMap((field) => brokenEntries(raw[field], field));
  const reasons = [
    ...mistyped.map((field) => ({ pointer: `/${field}`, reason: `states a ${field} that is no text` })),
    ...broken.map((pointer) => ({ pointer, reason: "states a dependency whose range is no text" })),
    ...(found.role === "member" && found.name === ""
      ? [{ pointer: "", reason: "states no name, so Changesets cannot see it" }]
      : []),
    ...(found.name !== "" && !isName(found.name)
      ? [{ pointer: "/name", reason: `states a name that npm or a file system refuses: ${JSON.stringify(found.name)}` }]
      : []),
  ];
  return reasons.map(({ pointer, reason }) => ({ at: locate(pointer), reason }));
}

function brokenEntries(entries: unknown, field: DependencyField): readonly string[] {
  if (!isObject(entries)) return [];
  return Object.entries(entries).flatMap(([key, raw]) =>
    typeof raw === "string" ? [] : [`/${field}/${escapePointer(key)}`],
  );
}

/** Whether npm takes a name for a package, capitals of old packages included, and every file system a folder of that name. */
function isName(name: string): boolean {
  const folder = name.slice(name.indexOf("/") + 1);
  return name.length <= longestName && npmName.test(name) && folder !== "node_modules" && !unusable.test(folder);
}
