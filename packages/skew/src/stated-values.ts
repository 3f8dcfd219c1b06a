import type { Location, Workspace } from "@releaser/core";
import { parsePointer } from "./json-pointer.ts";

/**
 * What the workspace has at a place, as written: in a manifest or in a catalog. Reads no file, and looks at no package before it is
 * first asked; undefined where the workspace knows none, or no single text stands.
 */
export function statedValues(workspace: Workspace): (at: Location) => string | undefined {
  let stated: Stated | undefined;
  return ({ file, pointer, value }) => {
    if (value !== undefined || pointer === undefined) return value;
    stated ??= collect(workspace);
    const manifest = stated.manifests.get(file);
    return manifest === undefined ? stated.entries.get(`${file}#${pointer}`) : textAt(manifest, pointer);
  };
}

interface Stated {
  /** By file. */
  readonly manifests: ReadonlyMap<string, unknown>;
  /** Of catalogs, by file and pointer. */
  readonly entries: ReadonlyMap<string, string>;
}

function collect({ members, catalogs }: Workspace): Stated {
  const entries = [...catalogs.values()].flatMap((catalog) => [...catalog.values()]);
  return {
    manifests: new Map(members.map(({ manifestFile, manifest }) => [manifestFile, manifest])),
    entries: new Map(entries.map(({ raw, at }) => [`${at.file}#${at.pointer ?? ""}`, raw])),
  };
}

function textAt(manifest: unknown, pointer: string): string | undefined {
  const found = parsePointer(pointer).reduce(inside, manifest);
  return typeof found === "string" ? found : undefined;
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
