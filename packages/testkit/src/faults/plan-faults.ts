import { asks, changes, configures, type Fault, manifestOf, states } from "./fault.ts";

const preState = (tag: string, extra: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ mode: "pre", tag, initialVersions: { "@acme/core": "1.2.0" }, changesets: [], ...extra }, undefined, 2)}\n`;

/** Faults of the pending plan and of intent. */
export const planFaults: readonly Fault[] = [
  {
    rule: "plan/unknown-package",
    title: "a changeset with a typo in a name",
    level: "error",
    at: [".changeset/typo.md", "@acme/plugni"],
    seed: changes("typo", { "@acme/plugni": "patch" }),
  },
  {
    rule: "plan/ignored-only",
    title: "a changeset of a package that is never versioned",
    level: "warning",
    at: [".changeset/docs.md", "@acme/docs"],
    seed: changes("docs", { "@acme/docs": "patch" }),
  },
  {
    rule: "plan/mixed-ignored",
    title: "a changeset of a skipped and a released package",
    level: "error",
    at: [".changeset/mixed.md", "@acme/docs"],
    seed: changes("mixed", { "@acme/docs": "patch", "@acme/core": "patch" }),
  },
  {
    rule: "plan/invalid-changeset",
    title: "a changeset with another bump type",
    level: "error",
    at: [".changeset/bump.md", "huge"],
    seed: changes("bump", { "@acme/core": "huge" }),
  },
  {
    rule: "plan/dependent-out-of-range",
    title: "a catalog entry that the plan leaves behind",
    level: "error",
    at: ["pnpm-workspace.yaml", "@acme/core"],
    seed: (tree) => {
      tree.replace("pnpm-workspace.yaml", "catalog:\n", 'catalog:\n  "@acme/core": "^1.0.0"\n');
      asks("cli", "dependencies", ["@acme/core", "catalog:"])(tree);
      tree.replace("packages/plugin/package.json", ">=1.0.0 <3", ">=1.0.0");
      changes("break", { "@acme/core": "major" })(tree);
    },
  },
  {
    rule: "plan/peer-cascade",
    title: "a bump for a peer alone",
    level: "warning",
    at: [manifestOf("plugin"), "@acme/core"],
    seed: (tree) => {
      asks("plugin", "peerDependencies", ["@acme/core", ">=1.0.0 <2"])(tree);
      tree.replace(".changeset/plugin-names.md", "patch", "none");
      changes("break", { "@acme/core": "major" })(tree);
    },
  },
  {
    rule: "plan/skipped-dependent",
    title: "an ignored package that was published with a range the plan leaves",
    level: "warning",
    at: [manifestOf("docs"), "@acme/cli"],
    seed: (tree) => {
      states("docs", { private: false })(tree);
      configures({ ignore: ["@acme/docs"] })(tree);
      changes("break", { "@acme/cli": "major" })(tree);
    },
  },
  {
    rule: "plan/fixed-jump",
    title: "a lone major that lifts a group",
    level: "info",
    at: [".changeset/break.md", "@acme/kit"],
    seed: (tree) => {
      tree.write("releaser.config.json", '{ "skew": { "rules": { "plan/fixed-jump": { "atLeast": 1 } } } }\n');
      changes("break", { "@acme/kit": "major" })(tree);
    },
  },
  {
    rule: "plan/zero-major",
    title: "a major on 0.x",
    level: "warning",
    at: [".changeset/break.md", "@acme/sentinel"],
    seed: changes("break", { "@acme/sentinel": "major" }),
  },
  {
    rule: "plan/pre-mode-mismatch",
    title: "a prerelease of another tag than the pre state's",
    level: "error",
    at: [manifestOf("sentinel"), '"version"'],
    seed: (tree) => {
      tree.write(".changeset/pre.json", preState("next"));
      states("sentinel", { version: "0.2.0-beta.0" })(tree);
    },
  },
  {
    rule: "plan/engine-mismatch",
    title: "another Changesets declared than installed",
    level: "warning",
    at: ["package.json", "@changesets/cli"],
    seed: ({ replace }) => replace("package.json", '"@changesets/cli": "^3.0.0"', '"@changesets/cli": "^2.29.0"'),
  },
  {
    rule: "plan/lockfile-after-version",
    title: "a literal range that the version step rewrites",
    level: "info",
    at: [manifestOf("cli"), "@acme/core"],
    seed: (tree) => {
      asks("cli", "dependencies", ["@acme/core", "workspace:^1.2.0"])(tree);
      changes("break", { "@acme/core": "major" })(tree);
      tree.replace("packages/plugin/package.json", ">=1.0.0 <3", ">=1.0.0");
    },
  },
  {
    rule: "intent/no-changeset",
    title: "a changed package that no changeset names",
    level: "error",
    at: [manifestOf("plugin"), ""],
    seed: ({ remove }) => remove(".changeset/plugin-names.md"),
  },
  {
    rule: "intent/catalog-change",
    title: "a catalog entry changed without a changeset",
    level: "error",
    at: ["pnpm-workspace.yaml", "semver"],
    seed: (tree) => {
      tree.git("checkout", "--quiet", "main");
      tree.git("checkout", "--quiet", "-b", "catalog");
      tree.replace("pnpm-workspace.yaml", "^7.7.0", "^7.8.0");
    },
  },
  {
    rule: "intent/bump-too-weak",
    title: "a feature under a patch",
    level: "warning",
    at: [".changeset/plugin-names.md", "@acme/plugin"],
    seed: ({ write, commit }) => {
      write("packages/plugin/index.js", 'export const name = "plugin";\nexport const size = 1;\n');
      commit("feat: state the plugin's size");
    },
  },
  {
    rule: "intent/dead-changeset",
    title: "a changeset of a package that did not change",
    level: "info",
    at: [".changeset/idle.md", "@acme/kit-tools"],
    seed: changes("idle", { "@acme/kit-tools": "patch" }),
  },
];
