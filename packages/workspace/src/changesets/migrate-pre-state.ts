import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChangesetsState } from "@releaser/core";
import { preFile } from "./read-pre-state.ts";

/** Brings a pre state of version 2 into the shape of version 3, as version 3 does when it first writes: used changesets go to `.changeset/pre`. Gives the paths that it touched. */
export function migratePreState(root: string, { pre, changesets }: ChangesetsState): readonly string[] {
  if (pre === undefined) return [];
  const used = changesets.filter(({ id }) => pre.changesets.includes(id) && !id.startsWith("pre/"));
  const isOld = used.length > 0 || Object.keys(pre.initialVersions).length > 0;
  if (!isOld) return [];
  mkdirSync(join(root, ".changeset/pre"), { recursive: true });
  for (const { id, file } of used) renameSync(join(root, file), join(root, `.changeset/pre/${id}.md`));
  writeFileSync(join(root, preFile), `${JSON.stringify({ mode: pre.mode, tag: pre.tag }, undefined, 2)}\n`);
  return [preFile, ...used.flatMap(({ id, file }) => [file, `.changeset/pre/${id}.md`])];
}
