import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { fixtureFile } from "@releaser/testkit";
import { expect } from "vitest";

/** What Changesets itself gave for a fixture. */
export interface Expected {
  /** By folder; null where a manifest states none. */
  readonly versions: Readonly<Record<string, { readonly name: string; readonly version: string | null }>>;
  readonly bumped: readonly (readonly [dir: string, name: string, from: string, to: string])[];
  readonly ranges: readonly (readonly [dir: string, field: string, name: string, from: string, to: string])[];
  readonly changesetFilesLeft: readonly string[];
}

/** `expected.json` of a fixture. */
export function expectedOf(id: string): Expected {
  return JSON.parse(readFileSync(fixtureFile(id, "expected.json"), "utf8")) as Expected;
}

/** Manifests by folder. */
export type Manifests = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The manifests of a fixture's packages as they lie in a folder. */
export function manifestsOf(dir: string, id: string): Manifests {
  const read = (folder: string): Readonly<Record<string, unknown>> =>
    JSON.parse(readFileSync(join(dir, folder, "package.json"), "utf8")) as Readonly<Record<string, unknown>>;
  return new Map(Object.keys(expectedOf(id).versions).map((folder) => [folder, read(folder)]));
}

/** Every manifest has the version and the ranges that Changesets gives it, and no other changeset is left. */
export function expectVersioned(dir: string, id: string, plan: Plan): void {
  const expected = expectedOf(id);
  // A root manifest that owns the train moves with it, which Changesets does not know of.
  const owner = plan.train?.owner === "package.json" ? { ".": plan.train.to } : {};
  const versions = Object.entries(expected.versions).map(([folder, { version }]) => [folder, version] as const);
  const manifests = manifestsOf(dir, id);
  const found = [...manifests].map(([folder, manifest]) => [folder, manifest["version"] ?? null] as const);
  expect(Object.fromEntries(found)).toEqual({ ...Object.fromEntries(versions), ...owner });
  for (const [folder, field, name, , to] of expected.ranges) {
    expect([folder, field, name, manifests.get(folder)?.[field]]).toMatchObject([folder, field, name, { [name]: to }]);
  }
  expect(filesIn(join(dir, ".changeset"))).toEqual(expected.changesetFilesLeft.toSorted());
  expect(readFileSync(join(dir, "release/plan.json"), "utf8")).toContain(plan.digest);
}

const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** The ranges that differ between two states, in the form of `expected.json`, sorted. */
export function changedRanges(before: Manifests, after: Manifests): readonly (readonly string[])[] {
  const changed = [...before].flatMap(([dir, manifest]) =>
    fields.flatMap((field) =>
      Object.entries((manifest[field] ?? {}) as Record<string, string>).flatMap(([name, old]) => {
        const now = (after.get(dir)?.[field] as Record<string, string> | undefined)?.[name] ?? "";
        return now === old ? [] : [[dir, field, name, old, now]];
      }),
    ),
  );
  return changed.toSorted(byText);
}

/** Compares lists of texts. */
export function byText(a: readonly string[], b: readonly string[]): number {
  return a.join("\n") < b.join("\n") ? -1 : 1;
}

function filesIn(dir: string): readonly string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .toSorted();
}
