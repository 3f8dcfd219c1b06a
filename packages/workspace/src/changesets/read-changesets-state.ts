import type { ChangesetsConfig, ChangesetsState, Package } from "@releaser/core";
import type { Files } from "../files.ts";
import { readChangesets } from "./read-changesets.ts";
import { readChangesetsConfig } from "./read-changesets-config.ts";
import { readPreState } from "./read-pre-state.ts";

/** The folder that is versioned whatever the configuration says of private packages. */
export const sentinelDir = ".sentinel";

export interface ChangesetsContext {
  readonly members: readonly Package[];
  /** Folders of members that Changesets' own reading of the globs leaves out. */
  readonly unseen: ReadonlySet<string>;
  readonly major: number;
  /** What becomes of private members of groups that Changesets would leave behind. */
  readonly privateMembers?: PrivateMembers | undefined;
}

/** `refuse`: they stay, and rules say so; `move`: they are versioned with their group. */
export type PrivateMembers = "move" | "refuse";

/** What `.changeset` holds; undefined where there is no such folder. */
export function readChangesetsState(files: Files, context: ChangesetsContext): ChangesetsState | undefined {
  if (!files.list(".").some(({ name, kind }) => name === ".changeset" && kind === "dir")) return undefined;
  const seen = seenByName(context.members);
  const read = readChangesetsConfig(files, { names: [...seen.keys()], major: context.major });
  const config = context.privateMembers === "move" ? withPrivates(read.config, seen) : read.config;
  const { changesets, invalid } = readChangesets(files);
  const { pre, invalid: preInvalid } = readPreState(files, changesets);
  const skipped = new Set([...seen.values()].filter((member) => isSkipped(member, config)).map(({ name }) => name));
  return {
    config,
    changesets,
    pre,
    invalid: [...read.invalid, ...preInvalid, ...invalid],
    skipped,
    unseen: context.unseen,
  };
}

/** The packages that Changesets can be shown, by name: all but the root of a workspace of several. Of several with one name it takes the last. */
export function seenByName(members: readonly Package[]): ReadonlyMap<string, Package> {
  const seen = members.some(({ role }) => role === "member") ? members.filter(({ role }) => role !== "root") : members;
  return new Map(seen.filter(({ name }) => name !== "").map((member) => [member.name, member]));
}

/** Whether Changesets will not version a package: ignored, private under the configuration, or without version; `.sentinel` only without version. */
export function isSkipped(
  member: Package,
  config: Pick<ChangesetsConfig, "ignore" | "movedPrivates" | "privatePackages">,
): boolean {
  if (member.version === undefined || member.version === "") return true;
  if (member.dir === sentinelDir) return false;
  if (config.ignore.includes(member.name)) return true;
  return isPrivate(member) && !config.privatePackages.version && config.movedPrivates?.includes(member.name) !== true;
}

function withPrivates(config: ChangesetsConfig, seen: ReadonlyMap<string, Package>): ChangesetsConfig {
  if (config.privatePackages.version) return config;
  const grouped = [...new Set([...config.fixed.flat(), ...config.linked.flat()])];
  const movedPrivates = grouped.filter((name) => {
    const member = seen.get(name);
    return member !== undefined && isPrivate(member) && !config.ignore.includes(name);
  });
  return { ...config, movedPrivates };
}

/** Changesets takes any text there for yes. */
function isPrivate(member: Package): boolean {
  return Boolean(member.manifest.private);
}
