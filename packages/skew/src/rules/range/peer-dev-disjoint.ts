import { defineRule, type Dependency, type Draft, type Package, type Rule, unsafe } from "@releaser/core";
import { meet } from "../../ranges.ts";

/** What a package is tested with lies outside what it promises its users to work with. */
export const peerDevDisjoint: Rule = defineRule({
  id: "range/peer-dev-disjoint",
  title: "a package is developed with a version that its own peer range admits",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    for (const pkg of workspace.members) {
      if (pkg.manifest["peerDependencies"] === undefined) continue;
      const peers = pkg.dependencies.filter(({ field }) => field === "peerDependencies");
      const dev = new Map(
        pkg.dependencies.filter(({ field }) => field === "devDependencies").map((dep) => [dep.key, dep]),
      );
      for (const peer of peers) {
        const used = dev.get(peer.key);
        if (used !== undefined && areDisjoint(used, peer)) yield toDraft(pkg, used, peer);
      }
    }
  },
});

function areDisjoint(dev: Dependency, peer: Dependency): boolean {
  if (dev.range === undefined || peer.range === undefined || dev.name !== peer.name) return false;
  return !meet(dev.range, peer.range);
}

function toDraft(pkg: Package, dev: Dependency, peer: Dependency): Draft {
  const range = peer.range ?? peer.raw;
  return {
    at: dev.at,
    message: `${dev.key} is developed with ${said(dev)}, the peer range is ${said(peer)}: no version is in both`,
    hint: `in ${pkg.manifestFile} make the two meet: "${dev.key}": "${range}" in devDependencies, or a wider peer range`,
    package: pkg.name,
    dependency: dev.name,
    related: [{ at: peer.at, message: `the peer ${peer.key} is asked for as ${said(peer)}` }],
    ...(dev.protocol === "semver" && { fix: unsafe({ at: dev.at, value: range }) }),
  };
}

function said({ raw, range }: Dependency): string {
  return range === undefined || raw === range ? raw : `${raw} (${range})`;
}
