import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  /** Folder, relative to the root. */
  readonly dir: string;
}

/** The packages of this repository that are published, by folder. */
export function readPublicPackages(root: string): readonly PublicPackage[] {
  return globSync("packages/*/package.json", { cwd: root })
    .toSorted()
    .map((file) => ({ dir: dirname(file), manifest: parseManifest(readFileSync(join(root, file), "utf8")) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ dir, manifest: { name } }) => ({ name, dir }));
}

function parseManifest(text: string): { readonly name: string; readonly private?: boolean } {
  return JSON.parse(text) as { readonly name: string; readonly private?: boolean };
}
