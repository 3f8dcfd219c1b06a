import { canonicalJson, safeLine } from "@releaser/core";
import type { TarballDifference } from "./compare-tarball.ts";
import { membersOf } from "./members-of.ts";

type Manifest = Readonly<Record<string, unknown>>;

/** Fields that say what is loaded or run; `publishConfig` may state another for what is packed. */
const entryFields = [
  "type",
  "main",
  "module",
  "browser",
  "types",
  "typings",
  "typesVersions",
  "exports",
  "imports",
  "bin",
  "engines",
  "os",
  "cpu",
  "bundleDependencies",
  "bundledDependencies",
  "peerDependenciesMeta",
] as const;

const dependencyFields = ["dependencies", "optionalDependencies", "peerDependencies"] as const;

/** What a packed manifest has otherwise than git's. Ranges that packing resolves and fields that `publishConfig` overrides are no differences. */
export function compareManifest(packed: Manifest, held: Manifest): readonly TarballDifference[] {
  return [
    ...(["name", "version"] as const)
      .filter((field) => packed[field] !== held[field])
      .map((field) => different("error", field, `is ${show(packed[field])}, and ${show(held[field])} in git`)),
    ...entryFields
      .filter((field) => !isSame(field, packed, held))
      .map((field) => different("warning", field, "is another than in git")),
    ...dependencyFields.flatMap((field) => compareDependencies(field, packed, held)),
  ];
}

function different(level: TarballDifference["level"], field: string, message: string): TarballDifference {
  return { level, at: `package.json#${field}`, message };
}

function isSame(field: (typeof entryFields)[number], packed: Manifest, held: Manifest): boolean {
  const override = new Map(membersOf(held["publishConfig"])).get(field);
  const wanted = [held[field], ...(override === undefined ? [] : [override])];
  const found = canonicalJson(plain(field, packed[field], packed)) ?? "";
  return wanted.some((value) => (canonicalJson(plain(field, value, held)) ?? "") === found);
}

/** One form for what can be written in several: the only program by the package's name, and paths with and without `./`. */
function plain(field: string, value: unknown, manifest: Manifest): unknown {
  if (field !== "bin") return typeof value === "string" ? value.replace(/^\.\//u, "") : value;
  const programs =
    typeof value === "string"
      ? [[String(manifest["name"]).replace(/^@[^/]+\//u, ""), value] as const]
      : membersOf(value);
  if (programs.length === 0) return undefined;
  return Object.fromEntries(
    programs.map(([name, path]) => [name, typeof path === "string" ? path.replace(/^\.\//u, "") : path]),
  );
}

/** A protocol that a packer replaces by what it stands for. */
const resolved = /^(?:workspace|catalog|link|file|portal):/u;

function compareDependencies(
  field: (typeof dependencyFields)[number],
  packed: Manifest,
  held: Manifest,
): readonly TarballDifference[] {
  const [found, wanted] = [new Map(membersOf(packed[field])), new Map(membersOf(held[field]))];
  const added = [...found].flatMap(([name, range]) => {
    const stated = wanted.get(name);
    if (stated === range || (typeof stated === "string" && resolved.test(stated))) return [];
    const message =
      stated === undefined ? `is ${show(range)}, and git has none` : `is ${show(range)}, and ${show(stated)} in git`;
    return [different("error", `${field}.${safeLine(name)}`, message)];
  });
  const gone = [...wanted.keys()]
    .filter((name) => !found.has(name))
    .map((name) => different("warning", `${field}.${safeLine(name)}`, "is left out, and git has it"));
  return [...added, ...gone];
}

function show(value: unknown): string {
  return safeLine((JSON.stringify(value) ?? "absent").slice(0, 200));
}
