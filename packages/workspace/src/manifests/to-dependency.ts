import type { Catalogs, Dependency, DependencyField, DependencyProtocol, Location } from "@releaser/core";
import validRange from "semver/ranges/valid.js";
import { escapePointer } from "../scan-json.ts";

/** A field of a manifest, with the catalogs that it may refer to. */
export interface Field {
  readonly file: string;
  readonly field: DependencyField;
  readonly catalogs: Catalogs;
}

/** What a text means wherever it stands. */
interface Meaning {
  /** Undefined where it is the key's. */
  readonly name: string | undefined;
  readonly protocol: DependencyProtocol;
  readonly range: string | undefined;
}

const gitForms = /^(?:git[+:@]|(?:github|gitlab|bitbucket|gist|ssh):|[\w.-]+\/[\w.-]+(?:#.*)?$)/u;

/** What an entry of a field means: the package that it resolves to, and the range that it stands for after catalog, alias and `workspace:`. */
export function toDependency(source: Field, key: string, raw: string): Dependency {
  const meaning = meaningOf(raw);
  if (meaning.protocol !== "catalog") return new Entry(source, key, raw).means(meaning);
  const stated = source.catalogs.get(raw.slice("catalog:".length).trim() || "default")?.get(key);
  const meant = stated === undefined ? meaning : { ...meaningOf(stated.raw), protocol: meaning.protocol };
  return new CatalogEntry(source, key, raw).statedAt(stated?.at).means(meant);
}

/** A class, and what many have in common is kept once: a large workspace has tens of thousands, and nobody asks where most of them stand. */
class Entry implements Dependency {
  readonly key: string;
  readonly raw: string;
  protected readonly source: Field;
  private meaning: Meaning = unknown;

  constructor(source: Field, key: string, raw: string) {
    this.key = key;
    this.raw = raw;
    this.source = source;
  }

  means(meaning: Meaning): this {
    this.meaning = meaning;
    return this;
  }

  get name(): string {
    return this.meaning.name ?? this.key;
  }

  get field(): DependencyField {
    return this.source.field;
  }

  get protocol(): DependencyProtocol {
    return this.meaning.protocol;
  }

  get range(): string | undefined {
    return this.meaning.range;
  }

  get at(): Location {
    return { file: this.source.file, pointer: `/${this.source.field}/${escapePointer(this.key)}` };
  }
}

const unknown: Meaning = { name: undefined, protocol: "tag", range: undefined };

/** Its value is mended where the catalog states it. */
class CatalogEntry extends Entry {
  private catalogAt: Location | undefined = undefined;

  statedAt(at: Location | undefined): this {
    this.catalogAt = at;
    return this;
  }

  override get at(): Location {
    return this.catalogAt ?? super.at;
  }
}

const meanings = new Map<string, Meaning>();
const most = 20_000;

/** A workspace says few things many times, so each is read once. */
function meaningOf(raw: string): Meaning {
  const known = meanings.get(raw);
  if (known !== undefined) return known;
  const meaning = toMeaning(raw);
  if (meanings.size < most) meanings.set(raw, meaning);
  return meaning;
}

/** As most ranges are written. Semver would say the same, and takes a while to wake up. */
const usual = /^[\^~]?(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})$/u;

function toMeaning(raw: string): Meaning {
  if (usual.test(raw)) return { name: undefined, protocol: "semver", range: raw };
  if (!raw.includes(":")) return toPlainMeaning(raw);
  const [, protocol = "", rest = ""] = /^([a-z]+):(.*)$/su.exec(raw) ?? [];
  switch (protocol) {
    case "catalog":
      return { name: undefined, protocol, range: undefined };
    case "workspace":
      return { ...toWorkspaceMeaning(rest), protocol };
    case "npm":
      return { ...toAlias(rest), protocol };
    case "link":
    case "file":
    case "portal":
      return { name: undefined, protocol: protocol === "file" ? "file" : "link", range: undefined };
    case "http":
    case "https":
      return { name: undefined, protocol: raw.endsWith(".git") ? "git" : "url", range: undefined };
    default:
      return toPlainMeaning(raw);
  }
}

function toPlainMeaning(raw: string): Meaning {
  if (validRange(raw) !== null) return { name: undefined, protocol: "semver", range: raw.trim() === "" ? "*" : raw };
  return { name: undefined, protocol: gitForms.test(raw) ? "git" : "tag", range: undefined };
}

/** `workspace:^` and its like stand for whatever the workspace has; `workspace:../x` for a folder; `workspace:name@range` for an alias. */
function toWorkspaceMeaning(rest: string): Omit<Meaning, "protocol"> {
  if (rest === "*" || rest === "^" || rest === "~" || rest === "") return { name: undefined, range: "*" };
  if (validRange(rest) !== null) return { name: undefined, range: rest };
  const alias = toAlias(rest);
  return !rest.startsWith(".") && rest.includes("@", 1)
    ? { ...alias, range: anyOf(rest, alias.range) }
    : { name: undefined, range: undefined };
}

function anyOf(rest: string, range: string | undefined): string | undefined {
  return /@[*^~]$/u.test(rest) ? "*" : range;
}

function toAlias(rest: string): Omit<Meaning, "protocol"> {
  const at = rest.indexOf("@", 1);
  if (at === -1) return { name: rest, range: "*" };
  const range = rest.slice(at + 1);
  return { name: rest.slice(0, at), range: validRange(range) === null ? undefined : range };
}
