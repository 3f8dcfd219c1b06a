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
    Array.isArray(value) ? value.map((group) => matchNames(context, texts(group))) : [];
  const config: ChangesetsConfig = {
    baseBranch: typeof raw["baseBranch"] === "string" ? raw["baseBranch"] : "main",
    access: raw["access"] === "public" ? "public" : "restricted",
    fixed: groups(raw["fixed"]),
    linked: groups(raw["linked"]),
    ignore: matchNames(context, texts(raw["ignore"])),
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

/**
 * The names that patterns match, in their own order, as Changesets tells it: a later pattern has the last word, and one that is
 * negated takes names away. A pattern that matches none stays as it is. Version 2 begins with all names where every pattern is
 * negated, and takes `!(a)` for one.
 */
function matchNames({ names, major }: ConfigContext, patterns: readonly string[]): readonly string[] {
  const matchers = patterns.map((pattern) => {
    const test = picomatch(pattern, undefined, true);
    const { negated, negatedExtglob } = test.state as { readonly negated?: boolean; readonly negatedExtglob?: boolean };
    return { pattern, negated: negated === true || (major === 2 && negatedExtglob === true), test };
  });
  const begin = major === 2 && matchers.length > 0 && matchers.every(({ negated }) => negated);
  const matched = names.filter((name) =>
    matchers.reduce((is, { negated, test }) => (negated ? is && test(name) : is || test(name)), begin),
  );
  const idle = matchers.filter(({ test }) => !names.some((name) => test(name)));
  return [...matched, ...idle.map(({ pattern }) => pattern)];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
