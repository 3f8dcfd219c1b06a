import { canonicalJson, type Workspace } from "@releaser/core";
import { catalogOf } from "../catalogs.ts";
import { type Fields, isFields, parseObject } from "../parse-object.ts";

const fields = [
  "bin",
  "browser",
  "bundleDependencies",
  "bundledDependencies",
  "cpu",
  "directories",
  "engines",
  "exports",
  "files",
  "imports",
  "libc",
  "main",
  "man",
  "module",
  "name",
  "os",
  "peerDependenciesMeta",
  "private",
  "sideEffects",
  "style",
  "svelte",
  "type",
  "types",
  "typesVersions",
  "typings",
] as const;
const ranges = ["dependencies", "optionalDependencies", "peerDependencies"] as const;
const scripts = ["preinstall", "install", "postinstall"] as const;
const registrySettings: ReadonlySet<string> = new Set(["access", "provenance", "registry", "tag"]);

/**
 * Whether two texts of a manifest give its users the same: the fields that an installation or a resolver reads, and the
 * ranges that get published. Development dependencies, scripts, the version and how the file is written do not count; nor
 * does it whether a range stands in the manifest or in the catalog.
 */
export function shipsTheSame(workspace: Workspace, before: string, now: string): boolean {
  const [one, other] = [toShipped(workspace, before), toShipped(workspace, now)];
  return one !== undefined && one === other;
}

function toShipped(workspace: Workspace, text: string): string | undefined {
  const manifest = parseObject(text);
  if (manifest === undefined) return undefined;
  const publish = Object.entries(toObject(manifest["publishConfig"])).filter(([key]) => !registrySettings.has(key));
  return canonicalJson({
    ...pick(manifest, fields),
    scripts: pick(toObject(manifest["scripts"]), scripts),
    publishConfig: Object.fromEntries(publish),
    ranges: ranges.map((field) =>
      Object.fromEntries(
        Object.entries(toObject(manifest[field])).map(([key, raw]) => [key, published(workspace, key, raw)]),
      ),
    ),
  });
}

/** A range as it stands in the tarball, by today's catalogs and versions, so that a move between notations is none of the range. */
function published({ catalogs, packages }: Workspace, key: string, raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  const catalog = catalogOf(raw);
  if (catalog !== undefined) return catalogs.get(catalog)?.get(key)?.raw ?? raw;
  const [, operator, range] = /^workspace:(?:([\^~*])$|(.+))/u.exec(raw) ?? [];
  if (operator !== undefined) return `${operator.replace("*", "")}${packages.get(key)?.version ?? ""}`;
  return range ?? raw;
}

function pick(from: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
}

function toObject(value: unknown): Fields {
  return isFields(value) ? value : {};
}
