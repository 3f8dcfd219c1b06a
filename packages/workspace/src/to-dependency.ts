import type { Catalogs, Dependency, DependencyField, DependencyProtocol, Location } from "@releaser/core";
import { escapePointer } from "./scan-json.ts";
import { isRange } from "./is-range.ts";

/** A dependency entry as written. */
export interface RawDependency {
  /** The manifest. */
  readonly file: string;
  readonly key: string;
  readonly field: DependencyField;
  readonly raw: string;
}

interface Meaning {
  readonly name: string;
  readonly protocol: DependencyProtocol;
  readonly range: string | undefined;
}

const gitForms = /^(?:git[+:@]|(?:github|gitlab|bitbucket|gist|ssh):|[\w.-]+\/[\w.-]+(?:#.*)?$)/u;

/** What an entry means: the package that it resolves to, and the range that it stands for after catalog, alias and `workspace:`. */
export function toDependency(entry: RawDependency, catalogs: Catalogs): Dependency {
  const { key, raw } = entry;
  if (!raw.startsWith("catalog:")) return new Entry(entry, toMeaning(key, raw));
  const stated = catalogs.get(raw.slice("catalog:".length).trim() || "default")?.get(key);
  if (stated === undefined) return new Entry(entry, { name: key, protocol: "catalog", range: undefined });
  return new Entry(entry, { ...toMeaning(key, stated.raw), protocol: "catalog" }, stated.at);
}

/** A class, so that the tens of thousands of places that nobody asks for are never made. */
class Entry implements Dependency {
  readonly name: string;
  readonly key: string;
  readonly field: DependencyField;
  readonly raw: string;
  readonly protocol: DependencyProtocol;
  readonly range: string | undefined;
  readonly #file: string;
  readonly #catalog: Location | undefined;

  constructor({ file, key, field, raw }: RawDependency, { name, protocol, range }: Meaning, catalog?: Location) {
    this.name = name;
    this.key = key;
    this.field = field;
    this.raw = raw;
    this.protocol = protocol;
    this.range = range;
    this.#file = file;
    this.#catalog = catalog;
  }

  get at(): Location {
    return this.#catalog ?? { file: this.#file, pointer: `/${this.field}/${escapePointer(this.key)}` };
  }
}

function toMeaning(key: string, raw: string): Meaning {
  if (!raw.includes(":")) return toPlainMeaning(key, raw);
  const [, protocol = "", rest = ""] = /^([a-z]+):(.*)$/su.exec(raw) ?? [];
  switch (protocol) {
    case "workspace":
      return { ...toWorkspaceMeaning(key, rest), protocol };
    case "npm":
      return { ...toAlias(rest), protocol };
    case "link":
    case "file":
    case "portal":
      return { name: key, protocol: protocol === "file" ? "file" : "link", range: undefined };
    case "http":
    case "https":
      return { name: key, protocol: raw.endsWith(".git") ? "git" : "url", range: undefined };
    default:
      return toPlainMeaning(key, raw);
  }
}

function toPlainMeaning(key: string, raw: string): Meaning {
  if (isRange(raw)) return { name: key, protocol: "semver", range: raw.trim() === "" ? "*" : raw };
  return { name: key, protocol: gitForms.test(raw) ? "git" : "tag", range: undefined };
}

/** `workspace:^` and its like stand for whatever the workspace has; `workspace:../x` for a folder; `workspace:name@range` for an alias. */
function toWorkspaceMeaning(key: string, rest: string): Omit<Meaning, "protocol"> {
  if (rest === "*" || rest === "^" || rest === "~" || rest === "") return { name: key, range: "*" };
  if (isRange(rest)) return { name: key, range: rest };
  const alias = toAlias(rest);
  return !rest.startsWith(".") && rest.includes("@", 1)
    ? { ...alias, range: anyOf(rest, alias.range) }
    : { name: key, range: undefined };
}

function anyOf(rest: string, range: string | undefined): string | undefined {
  return /@[*^~]$/u.test(rest) ? "*" : range;
}

function toAlias(rest: string): Omit<Meaning, "protocol"> {
  const at = rest.indexOf("@", 1);
  if (at === -1) return { name: rest, range: "*" };
  const range = rest.slice(at + 1);
  return { name: rest.slice(0, at), range: isRange(range) ? range : undefined };
}
