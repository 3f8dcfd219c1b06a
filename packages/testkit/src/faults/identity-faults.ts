import { configures, type Fault, manifestOf, states } from "./fault.ts";

/** Faults of names, versions, groups, tags and files. */
export const identityFaults: readonly Fault[] = [
  {
    rule: "id/duplicate-name",
    title: "two folders with one name",
    level: "error",
    at: [manifestOf("kit-tools"), '"@acme/kit-tools"'],
    seed: ({ write }) =>
      write(manifestOf("kit-two"), `${JSON.stringify({ name: "@acme/kit-tools", version: "3.0.0" }, undefined, 2)}\n`),
  },
  {
    rule: "id/version-invalid",
    title: "a version with build metadata",
    level: "error",
    at: [manifestOf("plugin"), '"version"'],
    seed: states("plugin", { version: "2.1.0+meta" }),
  },
  {
    rule: "id/version-missing",
    title: "a sentinel without version",
    level: "error",
    at: [manifestOf("sentinel"), "{"],
    seed: ({ json }) => json(manifestOf("sentinel"), (manifest) => delete manifest["version"]),
  },
  {
    rule: "id/workspace-glob-empty",
    title: "a workspace pattern that matches nothing",
    level: "warning",
    at: ["pnpm-workspace.yaml", "apps/*"],
    seed: ({ replace }) => replace("pnpm-workspace.yaml", "packages:\n", 'packages:\n  - "apps/*"\n'),
  },
  {
    rule: "group/fixed-drift",
    title: "a fixed group in two versions",
    level: "error",
    at: [manifestOf("kit"), '"version"'],
    seed: (tree) => {
      tree.git("reset", "--hard", "--quiet", "HEAD~1");
      states("kit-tools", { version: "3.1.0" })(tree);
      tree.replace("packages/kit-tools/CHANGELOG.md", "## 3.0.0", "## 3.1.0");
    },
  },
  {
    rule: "group/pattern-empty",
    title: "a group that names no package",
    level: "error",
    at: [".changeset/config.json", "@acme/kti"],
    seed: configures({ fixed: [["@acme/kit", "@acme/kit-tools", "@acme/kti-*"]] }),
  },
  {
    rule: "group/private-split",
    title: "a private package in a fixed group that moves",
    level: "error",
    at: [".changeset/config.json", "@acme/docs"],
    seed: configures({ fixed: [["@acme/kit", "@acme/kit-tools", "@acme/docs"]] }),
  },
  {
    rule: "group/overlap",
    title: "a package in two groups",
    level: "error",
    at: [".changeset/config.json", "@acme/kit"],
    seed: configures({ linked: [["@acme/kit", "@acme/plugin"]] }),
  },
  {
    rule: "group/uncovered",
    title: "a public package outside the only fixed group",
    level: "warning",
    at: [".changeset/config.json", ""],
    seed: ({ write }) => write("releaser.config.json", '{ "skew": { "rules": { "group/uncovered": "warning" } } }\n'),
  },
  {
    rule: "group/linked-drift",
    title: "a linked package that stayed behind at its last release",
    level: "info",
    at: [".changeset/config.json", "@acme"],
    seed: configures({ linked: [["@acme/core", "@acme/cli"]] }),
  },
  {
    rule: "tag/manifest-ahead",
    title: "a version raised by hand",
    level: "error",
    at: [manifestOf("plugin"), '"version"'],
    seed: (tree) => {
      states("plugin", { version: "2.2.0" })(tree);
      tree.replace("packages/plugin/CHANGELOG.md", "## 2.1.0", "## 2.2.0");
    },
  },
  {
    rule: "tag/manifest-behind",
    title: "a version below its last tag",
    level: "error",
    at: [manifestOf("plugin"), '"version"'],
    seed: (tree) => {
      states("plugin", { version: "2.0.0" })(tree);
      tree.replace("packages/plugin/CHANGELOG.md", "## 2.1.0", "## 2.0.0");
    },
  },
  {
    rule: "tag/untagged",
    title: "a released version that was never tagged",
    level: "warning",
    at: [manifestOf("plugin"), '"version"'],
    seed: ({ git }) => {
      git("tag", "@acme/plugin@2.0.0", "@acme/plugin@2.1.0^{commit}");
      git("tag", "--delete", "@acme/plugin@2.1.0");
    },
  },
  {
    rule: "tag/train-lineage",
    title: "a train that would follow a tag of something else",
    level: "error",
    at: ["package.json", ""],
    seed: ({ git, write }) => {
      write("release/version.txt", "0.0.0\n");
      write("releaser.config.json", '{ "train": { "owner": "release/version.txt" } }\n');
      git("tag", "--delete", "v1.4.0");
      git("tag", "v9.4.0", "main");
    },
  },
  {
    rule: "tag/orphan",
    title: "a tag of a package that is gone",
    level: "warning",
    at: ["package.json", ""],
    seed: ({ git }) => git("tag", "@acme/gone@1.0.0", "main"),
  },
  {
    rule: "tag/never-versioned",
    title: "a tag of a package that no release versions",
    level: "warning",
    at: [manifestOf("docs"), ""],
    seed: (tree) => {
      tree.json(manifestOf("docs"), (manifest) => delete manifest["version"]);
      tree.git("tag", "@acme/docs@0.3.0", "main");
    },
  },
  {
    rule: "tag/content-mismatch",
    title: "a tag whose manifest states another version",
    level: "warning",
    at: [manifestOf("plugin"), '"version"'],
    seed: ({ git, json, commit }) => {
      git("checkout", "--quiet", "main");
      git("tag", "--delete", "@acme/plugin@2.1.0");
      json(manifestOf("plugin"), (manifest) => void Object.assign(manifest, { version: "2.0.0" }));
      git("tag", "@acme/plugin@2.1.0", commit("fix: too early"));
      json(manifestOf("plugin"), (manifest) => void Object.assign(manifest, { version: "2.1.0" }));
      commit("fix: the version");
      git("checkout", "--quiet", "feature");
      git("rebase", "--quiet", "main");
    },
  },
  {
    rule: "log/changelog-head",
    title: "a changelog ahead of its manifest",
    level: "error",
    at: ["packages/plugin/CHANGELOG.md", "## 2.2.0"],
    seed: ({ replace }) => replace("packages/plugin/CHANGELOG.md", "## 2.1.0", "## 2.2.0"),
  },
  {
    rule: "file/version-txt",
    title: "a version file that is no version",
    level: "error",
    at: ["release/version.txt", ""],
    seed: ({ write }) => {
      write("release/version.txt", "1.3.0\n");
      write("releaser.config.json", '{ "train": { "owner": "packages/cli/package.json" } }\n');
    },
  },
  {
    rule: "file/surface",
    title: "a constant that states another version",
    level: "error",
    at: ["packages/core/version.js", "1.1.0"],
    seed: ({ write }) => {
      write("packages/core/version.js", 'export const version = "1.1.0";\n');
      const surface = { file: "packages/core/version.js", pattern: 'version = "(.+)"', class: "equal" };
      write("releaser.config.json", JSON.stringify({ skew: { rules: { "file/surface": { surfaces: [surface] } } } }));
    },
  },
  {
    rule: "checksum/stale",
    title: "a recorded digest of other bytes",
    level: "error",
    at: ["release/checksums/1.4.0.txt", "notes.md"],
    seed: ({ write }) => write("release/notes/1.4.0.md", "# 1.4.0, edited\n"),
  },
];
