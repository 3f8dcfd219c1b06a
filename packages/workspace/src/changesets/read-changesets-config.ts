import type { ChangesetsConfig, InvalidInput } from "@releaser/core";
import picomatch from "picomatch";
import type { Files } from "../files.ts";
import { isObject, readJson } from "../parse-json.ts";

export interface ReadConfig {
  readonly config: ChangesetsConfig;
  readonly invalid: readonly InvalidInput[];
}

/** The configuration's file. */
export const configFile = ".changeset/config.json";

/** What the reading depends on: the names that patterns match, and the major of Changesets, whose defaults differ. */
export interface ConfigContext {
  readonly names: readonly string[];
  readonly major: number;
}

/** `.changeset/config.json` with the defaults of Changesets; what has another type than it should counts as absent and is left to Changesets to refuse. */
export function readChangesetsConfig(files: Files, context: ConfigContext): ReadConfig {
  const json = readJson(files, configFile) ?? { value: {}, invalid: [] };
  const raw: Readonly<Record<string, unknown>> = json.value ?? {};
  const groups = (value: unknown): readonly (readonly string[])[] =>
    Array.isArray(value) ? value.map((group) => matchNames(context.names, texts(group))) : [];
  const config: ChangesetsConfig = {
    baseBranch: typeof raw["baseBranch"] === "string" ? raw["baseBranch"] : "main",
    access: raw["access"] === "public" ? "public" : "restricted",
    fixed: groups(raw["fixed"]),
    linked: groups(raw["linked"]),
    ignore: matchNames(context.names, texts(raw["ignore"])),
    privatePackages: toPrivatePackages(raw["privatePackages"], context.major),
    raw,
  };
  return { config, invalid: json.invalid };
}

/** Version 2 versions private packages unless told otherwise, version 3 only when told. */
export function toPrivatePackages(value: unknown, major: number): ChangesetsConfig["privatePackages"] {
  const versions = major === 2;
  if (typeof value === "boolean") return { version: value, tag: value };
  if (!isObject(value)) return { version: versions, tag: false };
  return { version: bool(value["version"], versions), tag: bool(value["tag"], false) };
}

function bool(value: unknown, otherwise: boolean): boolean {
  return typeof value === "boolean" ? value : otherwise;
}

/** The names that patterns match, in their own order; a pattern that matches none stays as it is. */
function matchNames(names: readonly string[], patterns: readonly string[]): readonly string[] {
  const matchers = patterns.map((pattern) => ({
    pattern,
    negated: pattern.startsWith("!"),
    test: picomatch(pattern.replace(/^!/u, "")),
  }));
  const matched = names.filter((name) =>
    matchers.reduce((is, { negated, test }) => (negated ? is && !test(name) : is || test(name)), false),
  );
  const idle = matchers.filter(({ negated, test }) => !negated && !names.some((name) => test(name)));
  return [...matched, ...idle.map(({ pattern }) => pattern)];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
