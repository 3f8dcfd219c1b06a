import { createRequire } from "node:module";
import type { GeneratorCallback, Tree } from "@nx/devkit";
import { isRecord } from "@releaser/core";
import { initGitignore } from "../setup/init-gitignore.ts";
import { initManifest } from "../setup/init-manifest.ts";
import { initNxJson } from "../setup/init-nx-json.ts";

/**
 * `nx g @releaser/nx:init`, which `nx add @releaser/nx` runs too: the plugin in `nx.json`, the command line in the root manifest,
 * and `.releaser` in `.gitignore`. Run again it changes nothing. The callback tells what to type next.
 */
export function initGenerator(tree: Tree): GeneratorCallback {
  const edit = (file: string, to: (text: string | undefined) => string): void => {
    const before = tree.read(file, "utf8") ?? undefined;
    const after = to(before);
    if (after !== before) tree.write(file, after);
  };
  edit("nx.json", initNxJson);
  edit("package.json", (text) => initManifest(text, commandRange()));
  edit(".gitignore", initGitignore);
  return () => {
    console.log("\nInstall what is new, then look at what the plugin adds: nx show project //");
  };
}

/** The command line that this plugin goes with, as its manifest has it once it is packed: a build would keep `workspace:`. */
function commandRange(): string {
  const manifest: unknown = createRequire(import.meta.url)("@releaser/nx/package.json");
  const peers = isRecord(manifest) ? manifest["peerDependencies"] : undefined;
  const range = isRecord(peers) ? peers["@releaser/cli"] : undefined;
  if (typeof range !== "string") throw new TypeError("@releaser/nx names no @releaser/cli that it goes with");
  return range;
}
