import type { GeneratorCallback, Tree } from "@nx/devkit";
import manifest from "../../package.json" with { type: "json" };
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
  edit("package.json", (text) => initManifest(text, manifest.peerDependencies["@releaser/cli"]));
  edit(".gitignore", initGitignore);
  return () => {
    console.log("\nInstall what is new, then look at what the plugin adds: nx show project //");
  };
}
