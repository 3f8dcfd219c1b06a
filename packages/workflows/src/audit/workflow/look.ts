import type { Entry, Mapping, Scalar, Tree } from "./tree.ts";

const nothing: Mapping = { kind: "map", start: 0, pointer: "", entries: [] };

/** The tree as a mapping; an empty one where it is none. */
export function asMapping(tree: Tree | undefined): Mapping {
  return tree?.kind === "map" ? tree : nothing;
}

/** The entry of a key. */
export function entryOf(tree: Tree | undefined, key: string): Entry | undefined {
  return asMapping(tree).entries.find((entry) => entry.key === key);
}

/** What stands behind a key. */
export function valueOf(tree: Tree | undefined, key: string): Tree | undefined {
  return entryOf(tree, key)?.value;
}

/** What stands behind a key, where it is a scalar. */
export function scalarOf(tree: Tree | undefined, key: string): Scalar | undefined {
  const value = valueOf(tree, key);
  return value?.kind === "scalar" ? value : undefined;
}

/** The text behind a key; undefined where there is none. */
export function textOf(tree: Tree | undefined, key: string): string | undefined {
  return scalarOf(tree, key)?.text;
}

/** The texts of a list, or the one text that may stand in its place. */
export function textsOf(tree: Tree | undefined): readonly string[] {
  if (tree?.kind === "scalar") return [tree.text];
  return tree?.kind === "list" ? tree.items.flatMap((item) => textsOf(item)) : [];
}

/** Every scalar below, itself included. */
export function scalarsIn(tree: Tree | undefined): readonly Scalar[] {
  if (tree === undefined) return [];
  if (tree.kind === "scalar") return [tree];
  const below = tree.kind === "list" ? tree.items : tree.entries.map(({ value }) => value);
  return below.flatMap((one) => scalarsIn(one));
}
