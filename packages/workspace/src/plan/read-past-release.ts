import type { Bump, Cause, Package, Plan, PlannedChangeset, PlannedRelease, Workspace } from "@releaser/core";
import diff from "semver/functions/diff.js";
import valid from "semver/functions/valid.js";
import { parseJson } from "../parse-json.ts";
import { readUsedChangesets } from "../changesets/read-used-changesets.ts";
import { statedTogether, toPlannedChangeset } from "./to-planned-changeset.ts";

/** What of a plan can be told afterwards. */
export type ReleasedContent = Pick<Plan, "capsules" | "changesets" | "decisions" | "releases">;

/**
 * What was released between a commit and HEAD, from git alone: the versions that manifests state at both ends, and the
 * changesets that were used up between them. Packages without a version, and those that state the same, are left out; all
 * are new where there is no commit to start from. Undefined where git cannot tell: in a shallow clone, and where objects are
 * missing, as in a partial one.
 */
export function readPastRelease(workspace: Workspace, from: string | undefined): ReleasedContent | undefined {
  if (workspace.git?.shallow === true) return undefined;
  const before = versionsAt(workspace, from);
  const used = readUsedChangesets(workspace, from);
  if (before === undefined || used === undefined) return undefined;
  const changesets = used.map(toPlannedChangeset);
  const moved = workspace.members.flatMap((pkg) => {
    const { name, version } = pkg;
    const old = before.get(name);
    return version === undefined || valid(version) === null || old === version ? [] : [{ pkg, from: old, to: version }];
  });
  const names = new Set(moved.map(({ pkg }) => pkg.name));
  const releases = moved.map((one) => toRelease(one, causesOf(one.pkg, { names, changesets, workspace })));
  return { releases, changesets, ...statedTogether(changesets) };
}

interface Moved {
  readonly pkg: Package;
  readonly from: string | undefined;
  readonly to: string;
}

function toRelease({ pkg, from, to }: Moved, causes: readonly Cause[]): PlannedRelease {
  const { name, dir } = pkg;
  return { name, dir, private: pkg.private, from: from ?? null, to, bump: bumpOf(from, to), causes };
}

/** From one prerelease to the next the parts before it stay, so that counts as a patch. */
function bumpOf(from: string | undefined, to: string): Bump {
  const step = from === undefined || valid(from) === null ? undefined : diff(from, to)?.replace(/^pre(?!release)/u, "");
  return step === "major" || step === "minor" ? step : "patch";
}

/**
 * By name, so that a package that was moved to another folder is not new. Of several manifests with one name, as fixtures of
 * tests have them, the one that the present workspace names counts, else the first. Installed ones are none of the workspace.
 * Undefined where git cannot search the commit.
 */
function versionsAt(workspace: Workspace, ref: string | undefined): ReadonlyMap<string, string> | undefined {
  if (ref === undefined) return new Map();
  const history = workspace.history();
  const files = history.filesWith(ref, "package.json", '"version"');
  if (files === undefined) return undefined;
  const own = files.filter((file) => !/(?:^|\/)node_modules\//u.test(file));
  const texts = history.textsAt(own.map((file) => ({ ref, file })));
  const stated = own.flatMap((file, index) => {
    const { name, version } = parseJson(texts[index] ?? "", file).value ?? {};
    return typeof name === "string" && typeof version === "string" ? [{ file, name, version }] : [];
  });
  const named = new Map(workspace.members.map(({ manifestFile, name }) => [manifestFile, name]));
  const present = stated.filter(({ file, name }) => named.get(file) === name);
  // Of a name that comes again a map keeps the last.
  return new Map([...stated.toReversed(), ...present].map(({ name, version }) => [name, version]));
}

interface Known {
  readonly names: ReadonlySet<string>;
  readonly changesets: readonly PlannedChangeset[];
  readonly workspace: Workspace;
}

/** Its own changesets; else what it depends on that moved; else a group's member that did. */
function causesOf(pkg: Package, { names, changesets, workspace }: Known): readonly Cause[] {
  const own = changesets.filter(({ releases }) =>
    releases.some(({ name, type }) => name === pkg.name && type !== "none"),
  );
  if (own.length > 0) return own.map(({ id }) => ({ kind: "changeset", id }));
  const taken = pkg.dependencies.filter(({ name, field }) => field !== "devDependencies" && names.has(name));
  if (taken.length > 0) {
    return taken.map(({ name, raw, field }) =>
      field === "peerDependencies"
        ? { kind: "peer", of: name, range: raw }
        : { kind: "dependency", of: name, range: raw, field },
    );
  }
  return (["fixed", "linked"] as const).flatMap((kind) => groupCause(pkg, { kind, names, workspace }));
}

function groupCause(
  { name }: Package,
  { kind, names, workspace }: Pick<Known, "names" | "workspace"> & { readonly kind: "fixed" | "linked" },
): readonly Cause[] {
  const group = workspace.changesets?.config[kind].find((members) => members.includes(name)) ?? [];
  const by = group.find((member) => member !== name && names.has(member));
  return by === undefined ? [] : [{ kind, group, by }];
}
