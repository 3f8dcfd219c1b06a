import type { ChangesetsConfig, Package, Workspace } from "@releaser/core";
import { configProblems, skips } from "./engine-config.ts";
import type { EngineConfig } from "./engine-types.ts";
import { isObject } from "../parse-json.ts";

const experimental = "___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH";

/**
 * A configuration that surely nothing is wrong with, as any Changesets completes it. Undefined where it or the pre state cannot be
 * read, and where only Changesets itself can tell: a member of another type, a name that no package has, a package in two groups, or
 * one that is released and builds on a skipped one.
 */
export function plainConfig({ changesets }: Workspace, members: readonly Package[]): EngineConfig | undefined {
  if (changesets === undefined || configProblems(changesets).length > 0) return undefined;
  const { raw, fixed, linked, ignore, privatePackages } = changesets.config;
  const names = new Set(members.map(({ name }) => name));
  const grouped = [...fixed.flat(), ...linked.flat()];
  const isPlain =
    Object.entries(raw).every(([key, value]) => isAdmitted(key, value)) &&
    (privatePackages.version || !privatePackages.tag) &&
    [...grouped, ...ignore].every((name) => names.has(name)) &&
    new Set(grouped).size === grouped.length &&
    // Version 2 asks this of the patterns, version 3 of the names that they match.
    [ignore, statedIgnore(raw)].every((skipped) => !buildsOnSkipped(members, { ignore: skipped, privatePackages }));
  if (!isPlain) return undefined;
  const { onlyUpdatePeerDependentsWhenOutOfRange = false, updateInternalDependents = "out-of-range" } = (raw[
    experimental
  ] ?? {}) as Partial<EngineConfig[typeof experimental]>;
  return {
    ignore,
    fixed,
    linked,
    privatePackages,
    changelog: false,
    updateInternalDependencies: raw["updateInternalDependencies"] ?? "patch",
    bumpVersionsWithWorkspaceProtocolOnly: raw["bumpVersionsWithWorkspaceProtocolOnly"] ?? false,
    snapshot: { useCalculatedVersion: false, prereleaseTemplate: null },
    [experimental]: { onlyUpdatePeerDependentsWhenOutOfRange, updateInternalDependents },
  };
}

/** The members that decide bumps, by what their values may be; those that decide none, as they are mostly written. Of others nothing is known. */
function isAdmitted(key: string, value: unknown): boolean {
  switch (key) {
    case "$schema":
    case "baseBranch":
      return typeof value === "string";
    case "access":
      return value === "public" || value === "restricted";
    case "changelog":
    case "commit":
      return typeof value === "boolean" ? !value || key === "commit" : isModule(value);
    case "fixed":
    case "linked":
      return Array.isArray(value) && value.every((group) => isTexts(group));
    case "ignore":
      return isTexts(value);
    case "updateInternalDependencies":
      return value === "patch" || value === "minor";
    case "bumpVersionsWithWorkspaceProtocolOnly":
      return typeof value === "boolean";
    case "privatePackages":
      return value === false || hasOnly(value, ["version", "tag"]);
    case experimental:
      return hasOnly(value, ["onlyUpdatePeerDependentsWhenOutOfRange"]);
    default:
      return false;
  }
}

function isModule(value: unknown): boolean {
  if (typeof value === "string") return true;
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && isObject(value[1]);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function hasOnly(value: unknown, keys: readonly string[]): boolean {
  return (
    isObject(value) && Object.entries(value).every(([key, member]) => keys.includes(key) && typeof member === "boolean")
  );
}

function statedIgnore(raw: ChangesetsConfig["raw"]): readonly string[] {
  return isTexts(raw["ignore"]) ? raw["ignore"] : [];
}

function buildsOnSkipped(
  members: readonly Package[],
  config: Pick<ChangesetsConfig, "ignore" | "privatePackages">,
): boolean {
  const skipped = new Set(members.filter(({ manifest }) => skips(manifest, config)).map(({ name }) => name));
  if (skipped.size === 0) return false;
  return members.some(
    ({ name, dependencies }) =>
      !skipped.has(name) && dependencies.some(({ key, field }) => field !== "devDependencies" && skipped.has(key)),
  );
}
