import type { Location, Workspace } from "@releaser/core";

export type GroupKind = "fixed" | "linked";

/** A group of Changesets' configuration, with the names that it stands for. */
export interface Group {
  readonly kind: GroupKind;
  readonly index: number;
  /** Resolved; a pattern that matches nothing is not among them. */
  readonly names: readonly string[];
  /** As written, in order. */
  readonly patterns: readonly string[];
  /** Patterns that match no package, with their index among all. */
  readonly idle: readonly { readonly pattern: string; readonly at: Location }[];
}

const file = ".changeset/config.json";

/** The groups as configured, the fixed ones first. Empty without Changesets. */
export function groupsOf({ changesets, packages }: Workspace): readonly Group[] {
  if (changesets === undefined) return [];
  const { config } = changesets;
  const kinds: readonly GroupKind[] = ["fixed", "linked"];
  return kinds.flatMap((kind) =>
    config[kind].map((resolved, index): Group => {
      const names = resolved.filter((name) => packages.has(name));
      const patterns = writtenOf(config.raw[kind], index);
      const idle = patterns.flatMap((pattern, place) =>
        resolved.includes(pattern) && !packages.has(pattern)
          ? [{ pattern, at: { file, pointer: `/${kind}/${index}/${place}` } }]
          : [],
      );
      return { kind, index, names, patterns, idle };
    }),
  );
}

/** Where a group names a package: its own entry, or the group where a pattern stands for it. */
export function placeOf({ kind, index, patterns }: Group, name: string): Location {
  const entry = patterns.indexOf(name);
  return { file, pointer: entry === -1 ? `/${kind}/${index}` : `/${kind}/${index}/${entry}` };
}

function writtenOf(groups: unknown, index: number): readonly string[] {
  const group: unknown = Array.isArray(groups) ? groups[index] : undefined;
  return Array.isArray(group) ? group.filter((item) => typeof item === "string") : [];
}
