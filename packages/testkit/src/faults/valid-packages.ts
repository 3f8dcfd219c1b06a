import { changes, configures, manifestOf, states, type Variation } from "./fault.ts";

/** Packages and changesets that no release moves, or that are not where one looks first. */
export const validPackages: readonly Variation[] = [
  { title: "a changeset that names .sentinel", seed: changes("sentinel", { "@acme/sentinel": "patch" }) },
  {
    title: "a changeset that names a .sentinel outside of the workspace globs",
    seed: (tree) => {
      tree.replace("pnpm-workspace.yaml", '  - ".sentinel"\n', "");
      changes("sentinel", { "@acme/sentinel": "patch" })(tree);
    },
  },
  {
    title: "an ignored member that matches a fixed glob",
    seed: (tree) => {
      states("docs", { name: "@acme/kit-docs" })(tree);
      configures({ fixed: [["@acme/kit*"]], ignore: ["@acme/kit-docs"] })(tree);
    },
  },
  {
    title: "a private root that never moves",
    seed: ({ json }) => json("package.json", (manifest) => void Object.assign(manifest, { version: "0.0.0" })),
  },
  { title: '"private": "true" as a text', seed: states("docs", { private: "true" }) },
  {
    title: "a private example without version",
    seed: ({ json, write }) => {
      write("packages/example/package.json", "{}");
      json("packages/example/package.json", (manifest) => {
        Object.assign(manifest, { name: "example", private: true, dependencies: { "@acme/core": "workspace:*" } });
      });
    },
  },
  {
    title: "a folder that the workspace leaves out",
    staleLockfile: true,
    seed: ({ replace, write }) => {
      replace("pnpm-workspace.yaml", '  - "packages/*"\n', '  - "packages/*"\n  - "!packages/old-core"\n');
      write("packages/old-core/package.json", '{ "name": "@acme/core", "version": "0.1.0" }\n');
    },
  },
  {
    title: "a new package that was never released",
    seed: (tree) => {
      tree.write(manifestOf("new"), "{}");
      states("new", { name: "@acme/new", version: "0.0.0", type: "module", exports: "./index.js" })(tree);
      tree.write("packages/new/index.js", 'export const name = "new";\n');
      changes("new", { "@acme/new": "minor" })(tree);
    },
  },
  {
    title: "an empty changeset, one of none, and files that are no changesets",
    seed: (tree) => {
      tree.write(".changeset/empty.md", "---\n---\n");
      changes("nothing", { "@acme/kit-tools": "none" })(tree);
      tree.write(".changeset/README.md", "# Changesets\n\nHow we write them.\n");
      tree.write(".changeset/leave-pre-mode.js", "process.exitCode = 0;\n");
    },
  },
];
