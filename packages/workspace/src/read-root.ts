import { realpathSync } from "node:fs";
import type { PackageManager } from "@releaser/core";
import { diskFiles } from "./files.ts";
import { findRoot } from "./find-root.ts";
import { readJson } from "./parse-json.ts";
import { readPackageManager } from "./lockfile/read-lockfile.ts";

/** The little that has to be known of a workspace before it is read. */
export interface Root {
  /** Absolute, without links. */
  readonly root: string;
  readonly packageManager: PackageManager | undefined;
}

/** The workspace that a folder belongs to, and what installs there. Throws `E_WORKSPACE_MISSING`. */
export function readRoot(dir: string): Root {
  const root = realpathSync(findRoot(dir));
  const files = diskFiles(root);
  const manifest = readJson(files, "package.json")?.value ?? {};
  return { root, packageManager: readPackageManager(files, manifest["packageManager"]) };
}
