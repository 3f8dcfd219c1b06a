import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const fields = ["dependencies", "devDependencies", "optionalDependencies"] as const;

/** The `pnpm-lock.yaml` that repeats what the manifests and the default catalog below a folder state now. */
export function lockOf(root: string): string {
  const dirs = [".", ...packageDirs(root)];
  const manifests = new Map(dirs.map((dir) => [dir, readManifest(join(root, dir))]));
  const folders = new Map([...manifests].map(([dir, { name }]) => [String(name), dir]));
  const catalog = catalogOf(root);
  const used = new Set(
    [...manifests.values()].flatMap((manifest) =>
      fields
        .flatMap((field) => Object.entries(entriesOf(manifest, field)))
        .filter(([, raw]) => raw === "catalog:")
        .map(([name]) => name),
    ),
  );
  const entries = [...used].toSorted().flatMap((name) => {
    const range = catalog.get(name);
    return range === undefined ? [] : [`    '${name}':`, `      specifier: ${range}`, `      version: ${bare(range)}`];
  });
  return [
    "lockfileVersion: '9.0'",
    "",
    ...(entries.length === 0 ? [] : ["catalogs:", "  default:", ...entries, ""]),
    "importers:",
    "",
    ...[...manifests].flatMap(([dir, manifest]) => [...importer(dir, manifest, folders), ""]),
    "packages: {}",
    "",
  ].join("\n");
}

type Manifest = Readonly<Record<string, unknown>>;

function importer(dir: string, manifest: Manifest, folders: ReadonlyMap<string, string>): readonly string[] {
  const lines = fields.flatMap((field) => {
    const entries = Object.entries(entriesOf(manifest, field)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0
      ? []
      : [
          `    ${field}:`,
          ...entries.flatMap(([name, raw]) => [
            `      '${name}':`,
            `        specifier: '${raw}'`,
            `        version: ${locked(dir, raw, folders.get(name))}`,
          ]),
        ];
  });
  return [`  ${dir}:${lines.length === 0 ? " {}" : ""}`, ...lines];
}

function locked(dir: string, raw: string, folder: string | undefined): string {
  return folder === undefined ? bare(raw) : `link:${relative(dir, folder)}`;
}

function bare(range: string): string {
  return /\d[\w.+-]*/u.exec(range)?.[0] ?? "1.0.0";
}

function packageDirs(root: string): readonly string[] {
  const below = readdirSync(join(root, "packages")).map((name) => `packages/${name}`);
  return [".sentinel", ...below].filter((dir) => existsSync(join(root, dir, "package.json"))).toSorted();
}

function catalogOf(root: string): ReadonlyMap<string, string> {
  const [, block = ""] =
    /^catalog:\n((?: {2}.*\n)*)/mu.exec(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")) ?? [];
  return new Map(
    [...block.matchAll(/^ {2}"?([^":]+)"?: "?([^"\n]+)"?$/gmu)].map(([, name = "", range = ""]) => [name, range]),
  );
}

function readManifest(dir: string): Manifest {
  return JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as Manifest;
}

function entriesOf(manifest: Manifest, field: string): Readonly<Record<string, string>> {
  return (manifest[field] ?? {}) as Readonly<Record<string, string>>;
}
