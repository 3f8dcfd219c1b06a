import type { Catalogs, Dependency, DependencyField, DependencyProtocol, Location } from "@releaser/core";
import validRange from "semver/ranges/valid.js";

/** A dependency entry as written. */
export interface RawDependency {
  readonly key: string;
  readonly field: DependencyField;
  readonly raw: string;
  readonly at: Location;
}

interface Meaning {
  readonly name: string;
  readonly protocol: DependencyProtocol;
  readonly range: string | undefined;
}

const gitForms = /^(?:git[+:@]|(?:github|gitlab|bitbucket|gist|ssh):|[\w.-]+\/[\w.-]+(?:#.*)?$)/u;

/** What an entry means: the package that it resolves to, and the range that it stands for after catalog, alias and `workspace:`. */
export function toDependency({ key, field, raw, at }: RawDependency, catalogs: Catalogs): Dependency {
  if (!raw.startsWith("catalog:")) return { ...toMeaning(key, raw), key, field, raw, at };
  const entry = catalogs.get(raw.slice("catalog:".length).trim() || "default")?.get(key);
  if (entry === undefined) return { name: key, key, field, raw, protocol: "catalog", range: undefined, at };
  const meant = toMeaning(key, entry.raw);
  return { ...meant, key, field, raw, protocol: "catalog", at: entry.at };
}

function toMeaning(key: string, raw: string): Meaning {
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
  if (validRange(raw) !== null) return { name: key, protocol: "semver", range: raw.trim() === "" ? "*" : raw };
  return { name: key, protocol: gitForms.test(raw) ? "git" : "tag", range: undefined };
}

/** `workspace:^` and its like stand for whatever the workspace has; `workspace:../x` for a folder; `workspace:name@range` for an alias. */
function toWorkspaceMeaning(key: string, rest: string): Omit<Meaning, "protocol"> {
  if (rest === "*" || rest === "^" || rest === "~" || rest === "") return { name: key, range: "*" };
  if (validRange(rest) !== null) return { name: key, range: rest };
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
  return { name: rest.slice(0, at), range: validRange(range) === null ? undefined : range };
}
