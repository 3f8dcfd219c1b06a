import { type Bump, type Dependency, moves, type Plan, type PlannedRelease, type Workspace } from "@releaser/core";
import semver from "semver";
import { isFields } from "./parse-object.ts";
import { rewriteRange } from "./rewrite-range.ts";

/** What a workspace is once Changesets has applied a plan. */
export interface AfterVersion {
  /** Versions by folder, those that stay included. */
  readonly versions: ReadonlyMap<string, string | undefined>;
  /** What stands in a manifest in place of an entry, by the entry; those that stay as they are are absent. */
  readonly rewritten: ReadonlyMap<Dependency, string>;
}

interface Settings {
  readonly major: number;
  readonly minimum: number;
  readonly peersWhenOutOfRange: boolean;
  readonly workspaceProtocolOnly: boolean;
}

/**
 * The manifests after `changeset version`, computed as the major that planned computes them: which ranges it rewrites, which
 * it leaves, and to what. Catalogs, overrides and lockfiles stay as they are, for Changesets knows of none.
 */
export function applyInMemory(workspace: Workspace, plan: Plan): AfterVersion {
  const settings = toSettings(workspace, plan);
  const releases = new Map(plan.releases.map((release) => [release.name, release]));
  const planned = new Set(plan.releases.map(({ dir }) => dir));
  const moved = new Map(plan.releases.filter((release) => moves(release)).map(({ dir, to }) => [dir, to]));
  const written = workspace.members.filter(
    ({ dir, role }) => planned.has(dir) || (role === "root" && settings.major !== 2),
  );
  const rewritten = written
    .flatMap(({ dependencies }) => dependencies)
    .flatMap((dep) => {
      const release = releases.get(dep.key);
      const text = release && rewrite(dep, release, settings);
      return text === undefined || text === dep.raw ? [] : [[dep, text] as const];
    });
  return {
    versions: new Map(workspace.members.map(({ dir, version }) => [dir, moved.get(dir) ?? version])),
    rewritten: new Map(rewritten),
  };
}

const sizes: Readonly<Record<Bump, number>> = { none: 0, patch: 1, minor: 2, major: 3 };

function toSettings({ changesets }: Workspace, { planner }: Plan): Settings {
  const raw = changesets?.config.raw ?? {};
  const unsafe = raw["___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH"];
  return {
    major: Number.parseInt(planner.version, 10),
    minimum: raw["updateInternalDependencies"] === "minor" ? sizes.minor : sizes.patch,
    peersWhenOutOfRange: isFields(unsafe) && unsafe["onlyUpdatePeerDependentsWhenOutOfRange"] === true,
    workspaceProtocolOnly: raw["bumpVersionsWithWorkspaceProtocolOnly"] === true,
  };
}

function rewrite({ raw, field }: Dependency, release: PlannedRelease, settings: Settings): string | undefined {
  const { major } = settings;
  const range = rewritable(raw, settings);
  // Version 2 takes everything in its plan for released, also what has no version.
  if (range === undefined || (major !== 2 && (release.to === null || release.bump === "none"))) return undefined;
  const to = release.to ?? "undefined";
  const inTime = field === "peerDependencies" ? !settings.peersWhenOutOfRange : sizes[release.bump] >= settings.minimum;
  if (!inTime && semver.satisfies(to, range)) return undefined;
  if (new semver.Range(range).range === "" && semver.prerelease(to) === null) return undefined;
  const value = rewriteRange(range, { version: to, bump: release.bump, major });
  return raw.startsWith("workspace:") ? `workspace:${value}` : value;
}

/** The range within an entry that Changesets may change: no link, catalog, alias or tag, and no `workspace:^` or the like. */
function rewritable(raw: string, { workspaceProtocolOnly }: Settings): string | undefined {
  const bare = raw.startsWith("workspace:") ? raw.slice("workspace:".length) : undefined;
  const range = bare ?? (workspaceProtocolOnly ? undefined : raw);
  const follows = range === undefined || (bare === undefined ? [""] : ["*", "^", "~"]).includes(range);
  return follows || semver.validRange(range) === null ? undefined : range;
}
