import type { Level } from "@releaser/core";
import type { Seeded, Tree } from "./tree.ts";

/** One thing that is wrong, put into a clean tree. */
export interface Fault {
  readonly rule: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  readonly level: Level;
  /** Where it is to be found: a file, and a text of the line; an empty text where the place is a file as a whole. */
  readonly at: readonly [file: string, text: string];
  readonly seed: (tree: Tree) => void;
  /** More arguments of the command line, where the rule is asked for. */
  readonly args?: readonly string[];
  /** Keeps the lockfile as it is; otherwise it follows the manifests. */
  readonly staleLockfile?: true;
}

/** Something that is right although it looks wrong, put into a clean tree. */
export type Variation = Pick<Fault, "seed" | "staleLockfile" | "title">;

/** The manifest of a package of the clean world. */
export function manifestOf(name: string): string {
  return name === "sentinel" ? ".sentinel/package.json" : `packages/${name}/package.json`;
}

/** A seed that sets one entry of a dependency field. */
export function asks(name: string, field: string, [key, raw]: readonly [string, string]): (tree: Tree) => void {
  return ({ json }) => json(manifestOf(name), (manifest) => Object.assign(memberOf(manifest, field), { [key]: raw }));
}

/** A seed that sets fields of a manifest. */
export function states(name: string, fields: Readonly<Record<string, unknown>>): (tree: Tree) => void {
  return ({ json }) => json(manifestOf(name), (manifest) => void Object.assign(manifest, fields));
}

/** A seed that sets members of the configuration of Changesets. */
export function configures(members: Readonly<Record<string, unknown>>): (tree: Tree) => void {
  return ({ json }) => json(".changeset/config.json", (config) => void Object.assign(config, members));
}

/** A seed that adds a changeset. */
export function changes(id: string, releases: Readonly<Record<string, string>>): (tree: Tree) => void {
  const lines = Object.entries(releases).map(([name, bump]) => `"${name}": ${bump}`);
  return ({ write }) => write(`.changeset/${id}.md`, ["---", ...lines, "---", "", "A change.", ""].join("\n"));
}

function memberOf(manifest: Seeded, field: string): Seeded {
  manifest[field] ??= {};
  return manifest[field] as Seeded;
}
