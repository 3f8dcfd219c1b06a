import { defineRule, type Dependency, type Draft, type Package, type Rule } from "@releaser/core";
import prerelease from "semver/functions/prerelease.js";
import satisfies from "semver/functions/satisfies.js";
import { entriesOf } from "../../entries.ts";
import { isVersioned } from "../../versioned.ts";

/** A stable release that brings a prerelease with it: whoever asked for stable software gets the other kind. */
export const prereleaseFloor: Rule = defineRule({
  id: "range/prerelease-floor",
  title: "a stable version depends on stable versions alone",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    for (const { pkg, dep, sibling } of entriesOf(workspace).internal) {
      if (dep.field === "devDependencies" || !bringsPrerelease(dep, sibling)) continue;
      if (pkg.private || pkg.version === undefined || isPre(pkg.version) || !isVersioned(workspace, pkg)) continue;
      yield toDraft(pkg, dep, sibling);
    }
  },
});

function isPre(version: string): boolean {
  return version.includes("-") && prerelease(version) !== null;
}

/** Only what the workspace has is judged: a range that leaves it out gets another version, from the registry. */
function bringsPrerelease({ range, protocol }: Dependency, { version }: Package): boolean {
  if (version === undefined || !isPre(version)) return false;
  if (protocol === "workspace" && range === "*") return true;
  return range !== undefined && satisfies(version, range);
}

function toDraft(pkg: Package, dep: Dependency, target: Package): Draft {
  return {
    at: dep.at,
    message: `${pkg.name} ${pkg.version ?? ""} is stable and depends on ${target.name} ${target.version ?? ""}, a prerelease`,
    hint: `release ${target.name} as stable first, or release ${pkg.name} as a prerelease too: pnpm changeset pre enter ${tagOf(target)}`,
    package: pkg.name,
    dependency: dep.name,
    related: [{ at: { file: target.manifestFile, pointer: "/version" }, message: `${target.version ?? ""} here` }],
  };
}

function tagOf({ version }: Package): string {
  const [tag] = (version === undefined ? null : prerelease(version)) ?? [];
  return typeof tag === "string" ? tag : "next";
}
