import { asks, changes, type Variation } from "./fault.ts";
import type { Tree } from "./tree.ts";

/** Ranges that admit the version without repeating it. */
export const validRanges: readonly Variation[] = [
  { title: "^1.0.0 for 1.2.0", seed: asks("cli", "dependencies", ["@acme/core", "workspace:^1.0.0"]) },
  {
    title: "a plain ^1.0.0 where pnpm links the workspace",
    seed: (tree) => {
      settings(tree, "linkWorkspacePackages: true\n");
      asks("cli", "dependencies", ["@acme/core", "^1.0.0"])(tree);
      asks("plugin", "devDependencies", ["@acme/core", "^1.0.0"])(tree);
    },
  },
  {
    title: "a wide peer range that admits the planned major too",
    seed: (tree) => {
      asks("plugin", "peerDependencies", ["@acme/core", ">=1.0.0 <3"])(tree);
      changes("core-names", { "@acme/core": "major" })(tree);
    },
  },
  {
    title: "an in-range internal catalog:",
    seed: (tree) => {
      settings(tree, "linkWorkspacePackages: true\n");
      tree.replace("pnpm-workspace.yaml", "catalog:\n", 'catalog:\n  "@acme/core": "^1.0.0"\n');
      asks("cli", "dependencies", ["@acme/core", "catalog:"])(tree);
      asks("plugin", "devDependencies", ["@acme/core", "catalog:"])(tree);
    },
  },
  {
    title: "an external dependency pinned here, by its major there",
    seed: (tree) => {
      asks("cli", "dependencies", ["picocolors", "1.1.1"])(tree);
      asks("kit", "dependencies", ["picocolors", "^1.1.1"])(tree);
      asks("docs", "dependencies", ["picocolors", "^1"])(tree);
    },
  },
];

function settings(tree: Tree, lines: string): void {
  tree.replace("pnpm-workspace.yaml", "catalog:\n", `${lines}catalog:\n`);
}
