import { asks, changes, configures, type Fault, manifestOf, states } from "./fault.ts";

/** What is valid although other tools reject it. */
export const validVariations: readonly Pick<Fault, "seed" | "title">[] = [
  { title: "as it is", seed: () => {} },
  { title: "^1.0.0 for 1.2.0", seed: asks("cli", "dependencies", ["@acme/core", "workspace:^1.0.0"]) },
  { title: "a wide peer range", seed: asks("plugin", "peerDependencies", ["@acme/core", ">=1.0.0 <3"]) },
  {
    title: "an in-range internal catalog:",
    seed: (tree) => {
      tree.replace(
        "pnpm-workspace.yaml",
        "catalog:\n",
        'linkWorkspacePackages: true\ncatalog:\n  "@acme/core": "^1.0.0"\n',
      );
      asks("cli", "dependencies", ["@acme/core", "catalog:"])(tree);
      asks("plugin", "devDependencies", ["@acme/core", "catalog:"])(tree);
    },
  },
  { title: "a changeset that names .sentinel", seed: changes("sentinel", { "@acme/sentinel": "patch" }) },
  {
    title: "CalVer",
    seed: (tree) => {
      tree.git("tag", "--delete", "@acme/plugin@2.1.0");
      tree.git("checkout", "--quiet", "main");
      states("plugin", { version: "2026.11.0" })(tree);
      tree.replace("packages/plugin/CHANGELOG.md", "## 2.1.0", "## 2026.11.0");
      tree.git("tag", "@acme/plugin@2026.11.0", tree.commit("chore: release"));
      tree.git("checkout", "--quiet", "feature");
      tree.git("rebase", "--quiet", "main");
    },
  },
  {
    title: "ignored members matching a fixed glob",
    seed: configures({ fixed: [["@acme/kit*"]], ignore: ["@acme/docs"] }),
  },
  {
    title: "a private root that never moves",
    seed: ({ json }) => json("package.json", (manifest) => void Object.assign(manifest, { version: "0.0.0" })),
  },
  {
    title: "a tag that exists off the branch",
    seed: ({ git, json, commit }) => {
      git("checkout", "--quiet", "-b", "backport", "main");
      json(manifestOf("plugin"), (manifest) => void Object.assign(manifest, { version: "2.1.1" }));
      git("tag", "@acme/plugin@2.1.1", commit("chore: release 2.1.1"));
      git("checkout", "--quiet", "feature");
    },
  },
  {
    title: "-canary beside -beta",
    seed: ({ git }) => {
      git("tag", "@acme/plugin@2.1.0-beta.1", "main~1");
      git("tag", "@acme/plugin@2.1.0-canary.7", "main~1");
    },
  },
  {
    title: "tags of an older lineage",
    seed: ({ git }) => {
      git("tag", "v9.0.0", git("commit-tree", "-m", "an older project", "main^{tree}"));
      git("tag", "@acme/core@0.9.0", "main~1");
    },
  },
];
