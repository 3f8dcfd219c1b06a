import {
  defineRule,
  type Dependency,
  type Draft,
  type Package,
  type Rule,
  unsafe,
  type Workspace,
} from "@releaser/core";
import valid from "semver/functions/valid.js";
import { entriesOf } from "../../entries.ts";
import { isVersioned } from "../../versioned.ts";

/** A peer pinned to one version: each patch of the host breaks whoever installed both, and Changesets answers with a major. */
export const peerWorkspaceStar: Rule = defineRule({
  id: "range/peer-workspace-star",
  title: "the peers of a published package admit more than one version",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    for (const { pkg, dep, sibling: host } of entriesOf(workspace).internal) {
      if (dep.field !== "peerDependencies" || pkg.private || !isVersioned(workspace, pkg)) continue;
      if (isPinned(dep)) yield toDraft(workspace, { pkg, dep, host });
    }
  },
});

function isPinned({ raw, protocol }: Dependency): boolean {
  if (raw === "workspace:*") return true;
  return (protocol === "workspace" || protocol === "semver") && valid(raw.replace(/^workspace:/u, "")) !== null;
}

interface Pinned {
  readonly pkg: Package;
  readonly dep: Dependency;
  readonly host: Package;
}

function toDraft(workspace: Workspace, { pkg, dep, host }: Pinned): Draft {
  const value = dep.protocol === "workspace" ? "workspace:^" : `^${dep.raw}`;
  const pinned = dep.raw === "workspace:*" ? `${host.version ?? "one version"} alone` : "one version alone";
  return {
    at: dep.at,
    message: `the peer ${dep.key} is asked for as ${dep.raw}, which is published as ${pinned}`,
    hint: `in ${pkg.manifestFile} write "${dep.key}": "${value}"`,
    package: pkg.name,
    dependency: dep.name,
    ...(inOneFixedGroup(workspace, pkg, host) && { level: "info" }),
    fix: unsafe({ at: dep.at, value }),
  };
}

/** Members of a fixed group are always released together, so a pin among them may be meant. */
function inOneFixedGroup({ changesets }: Workspace, a: Package, b: Package): boolean {
  return changesets?.config.fixed.some((group) => group.includes(a.name) && group.includes(b.name)) ?? false;
}
