import type { Location, Stated, Workspace } from "@releaser/core";
import { parse } from "yaml";
import { knowsCatalogs } from "../catalogs.ts";
import { parsePointer } from "../json-pointer.ts";

/** An entry of a catalog, or an override, that stood there before and says something else now. */
export interface CatalogEdit extends Stated {
  /** The package that it is about. */
  readonly name: string;
  /** Undefined for an override. */
  readonly catalog: string | undefined;
  /** As it was written. */
  readonly was: string;
}

/** The edits since a commit, in the order in which they stand. What is new or gone changes the manifests that ask for it, and is seen there. */
export function catalogEdits(
  workspace: Workspace,
  since: string,
  read: (file: string) => string | undefined,
): readonly CatalogEdit[] {
  const entries = [...catalogEntries(workspace), ...workspace.overrides.map((one) => ({ ...one, catalog: undefined }))];
  const files = [...new Set(entries.map(({ at }) => at.file))];
  const texts = workspace.history().textsAt(files.map((file) => ({ ref: since, file })));
  const before = new Map(
    files.flatMap((file, index) => {
      const text = texts[index];
      return text === undefined || text === read(file) ? [] : [[file, parseDocument(file, text)] as const];
    }),
  );
  return entries.flatMap((entry) => {
    const was = valueAt(before, entry.at);
    return was === undefined || was === entry.raw ? [] : [{ ...entry, was }];
  });
}

function catalogEntries(workspace: Workspace): readonly Omit<CatalogEdit, "was">[] {
  if (!knowsCatalogs(workspace)) return [];
  return [...workspace.catalogs].flatMap(([catalog, entries]) =>
    [...entries].map(([name, { raw, at }]) => ({ name, catalog, raw, at })),
  );
}

/** What cannot be read holds nothing. */
function parseDocument(file: string, text: string): unknown {
  try {
    return file.endsWith(".json")
      ? (JSON.parse(text.replace(/^\uFEFF/u, "")) as unknown)
      : parse(text, { logLevel: "silent" });
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** A text, or a number as the text that it is read as today. */
function valueAt(documents: ReadonlyMap<string, unknown>, { file, pointer = "" }: Location): string | undefined {
  const value = parsePointer(pointer).reduce<unknown>(
    (holder, key) =>
      typeof holder === "object" && holder !== null ? new Map(Object.entries(holder)).get(key) : undefined,
    documents.get(file),
  );
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
