import { join, posix } from "node:path";
import type { Package, Workspace } from "@releaser/core";
import Range from "semver/classes/range.js";
import type { EnginePackage, EngineWorkspace } from "./engine-types.ts";
import { isObject } from "../parse-json.ts";
import { plannedMembers } from "./planned-members.ts";

const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

type Dependencies = Readonly<Record<string, string>>;

/** What Changesets is about to look at. */
export interface View {
  /** The option `bumpVersionsWithWorkspaceProtocolOnly`. */
  readonly workspaceProtocolOnly: boolean;
  /** Whether `devDependencies` count: for bumps they do, for the check of a configuration they do not. */
  readonly dev: boolean;
  /** Those to look at; all that Changesets plans over unless told. */
  readonly members?: readonly Package[];
}

/** The workspace for planning: what decides bumps, and nothing that makes Changesets print or crash. */
export function toPlanningWorkspace(workspace: Workspace, view: View): EngineWorkspace {
  const members = view.members ?? plannedMembers(workspace);
  const byName = new Map(members.map((member) => [member.name, member]));
  const packages = members.map((member) => toEnginePackage(workspace.root, member, edges(member, byName, view)));
  return frame(workspace, packages);
}

/** The workspace for writing: whole manifests, copied, because version 2 changes what it is given. */
export function toWritingWorkspace(workspace: Workspace): EngineWorkspace {
  const packages = plannedMembers(workspace).map((member) =>
    toEnginePackage(workspace.root, member, copyManifest(member)),
  );
  const root = workspace.members.find(({ role }) => role === "root");
  return frame(workspace, packages, root && toEnginePackage(workspace.root, root, copyManifest(root)));
}

function copyManifest({ manifest }: Package): Readonly<Record<string, unknown>> {
  const copied = structuredClone(manifest) as Record<string, unknown>;
  const dictionaries = fields.flatMap((field) =>
    isObject(copied[field]) ? [[field, toDictionary(Object.entries(copied[field]) as Entry[])]] : [],
  );
  return { ...copied, ...(Object.fromEntries(dictionaries) as Record<string, unknown>) };
}

function frame(workspace: Workspace, packages: readonly EnginePackage[], root?: EnginePackage): EngineWorkspace {
  const stated = workspace.members.find(({ role }) => role === "root");
  const bare = { dir: workspace.root, packageJson: { name: stated?.name ?? "", version: stated?.version } };
  return { rootDir: workspace.root, root: root ?? bare, packages, tool: workspace.packageManager ?? "root" };
}

function toEnginePackage(root: string, member: Package, fieldsOf: Readonly<Record<string, unknown>>): EnginePackage {
  const identity = {
    name: member.name,
    version: member.version,
    ...("private" in member.manifest && { private: member.manifest.private }),
  };
  return { dir: join(root, member.dir), packageJson: { ...fieldsOf, ...identity } };
}

/**
 * The internal dependencies of a member. Where the entry that Changesets would look at excludes the workspace's version, it
 * prints a complaint and goes on without the edge, or crashes where the other states no version: without the entry it does the same, in silence.
 */
function edges(
  member: Package,
  byName: ReadonlyMap<string, Package>,
  view: View,
): Readonly<Record<string, Dependencies>> {
  const counted = fields.filter((field) => view.dev || field !== "devDependencies");
  const stated = counted.map((field) => [field, internal(member, field, byName)] as const);
  const deciding = new Map(
    stated.flatMap(([field, entries]) => entries.filter(([, raw]) => !(field === "devDependencies" && isLink(raw)))),
  );
  const refused = new Set(
    [...deciding].filter(([name, raw]) => complains(raw, byName.get(name), view)).map(([name]) => name),
  );
  const kept = stated.map(
    ([field, entries]) => [field, toDictionary(entries.filter(([name]) => !refused.has(name)))] as const,
  );
  return Object.fromEntries(kept);
}

type Entry = readonly [string, string];

function internal(
  member: Package,
  field: (typeof fields)[number],
  byName: ReadonlyMap<string, Package>,
): readonly Entry[] {
  return member.dependencies
    .filter((dependency) => dependency.field === field && byName.has(dependency.key))
    .map(({ key, raw }) => [key, raw]);
}

/** Without a prototype, so that a package named `constructor` is no surprise. */
function toDictionary(entries: readonly Entry[]): Dependencies {
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(entries));
}

function isLink(raw: string): boolean {
  return raw.startsWith("link:") || raw.startsWith("file:");
}

function complains(raw: string, target: Package | undefined, { workspaceProtocolOnly }: View): boolean {
  if (target === undefined) return false;
  const bare = raw.startsWith("workspace:") ? raw.slice("workspace:".length) : undefined;
  if (bare === undefined && workspaceProtocolOnly) return false;
  if (bare !== undefined && (["*", "^", "~"].includes(bare) || posix.normalize(bare) === target.dir)) return false;
  const range = toRange(bare ?? raw);
  if (range === undefined) return bare !== undefined || raw.includes(":");
  return !range.test(target.version ?? "");
}

function toRange(text: string): Range | undefined {
  try {
    return text.includes(":") ? undefined : new Range(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
