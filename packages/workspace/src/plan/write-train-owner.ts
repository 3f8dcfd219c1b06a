import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, Workspace } from "@releaser/core";
import { scanJson } from "../scan-json.ts";

/** Writes the train's version into the manifest that owns it, where that is one that Changesets does not version, as a root mostly is. Gives the paths that it touched. */
export function writeTrainOwner(workspace: Workspace, { train, releases }: Plan): readonly string[] {
  const owner = workspace.members.find(({ manifestFile }) => manifestFile === train?.owner);
  const isReleased = releases.some(({ dir, bump }) => dir === owner?.dir && bump !== "none");
  if (train === null || owner?.version === undefined || isReleased || owner.version === train.to) return [];
  const path = join(workspace.root, owner.manifestFile);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, replaceVersion(text, train.to));
  return [owner.manifestFile];
}

function replaceVersion(text: string, version: string): string {
  const key = scanJson(text).positions.get("/version");
  if (key === undefined) return text;
  const before =
    text
      .split("\n")
      .slice(0, key.line - 1)
      .reduce((sum, line) => sum + line.length + 1, 0) +
    key.column -
    1;
  return (
    text.slice(0, before) +
    text
      .slice(before)
      .replace(/^("version"\s*:\s*)"(?:[^"\\]|\\.)*"/u, (_, head: string) => `${head}${JSON.stringify(version)}`)
  );
}
