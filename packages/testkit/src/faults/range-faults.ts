import { asks, type Fault, manifestOf, states } from "./fault.ts";

const core = '"@acme/core"';

/** Faults of ranges and dependencies. */
export const rangeFaults: readonly Fault[] = [
  {
    rule: "range/internal-excludes",
    title: "a range that leaves out the workspace's version",
    level: "error",
    at: [manifestOf("cli"), core],
    seed: asks("cli", "dependencies", ["@acme/core", "workspace:^2.0.0"]),
  },
  {
    rule: "range/internal-peer-excludes",
    title: "a peer range that leaves out the workspace's version",
    level: "error",
    at: [manifestOf("plugin"), '"@acme/core": ">=2'],
    seed: (tree) => {
      asks("plugin", "peerDependencies", ["@acme/core", ">=2.0.0 <3"])(tree);
      tree.json(manifestOf("plugin"), (manifest) => delete manifest["devDependencies"]);
    },
  },
  {
    rule: "range/internal-registry-fallback",
    title: "a plain range while the registry's copy is linked",
    level: "warning",
    at: [manifestOf("cli"), core],
    seed: asks("cli", "dependencies", ["@acme/core", "^1.2.0"]),
  },
  {
    rule: "range/peer-workspace-star",
    title: "a peer pinned with workspace:*",
    level: "warning",
    at: [manifestOf("plugin"), '"@acme/core": "workspace:*"'],
    seed: asks("plugin", "peerDependencies", ["@acme/core", "workspace:*"]),
  },
  {
    rule: "range/peer-dev-disjoint",
    title: "developed with a version that the peer range leaves out",
    level: "warning",
    at: [manifestOf("plugin"), '"picomatch": "^4'],
    seed: (tree) => {
      asks("plugin", "peerDependencies", ["picomatch", "^3.0.0"])(tree);
      asks("plugin", "devDependencies", ["picomatch", "^4.0.0"])(tree);
    },
  },
  {
    rule: "range/private-dependency",
    title: "a public package that needs a private one",
    level: "error",
    at: [manifestOf("kit"), '"@acme/docs"'],
    seed: asks("kit", "dependencies", ["@acme/docs", "workspace:^"]),
  },
  {
    rule: "range/prerelease-floor",
    title: "a stable package on an internal prerelease",
    level: "warning",
    at: [manifestOf("kit"), '"@acme/beta"'],
    seed: (tree) => {
      tree.write(
        manifestOf("beta"),
        `${JSON.stringify({ name: "@acme/beta", version: "0.1.0-beta.0" }, undefined, 2)}\n`,
      );
      asks("kit", "dependencies", ["@acme/beta", "workspace:^"])(tree);
    },
  },
  {
    rule: "dep/external-mismatch",
    title: "one external dependency in two ranges",
    level: "warning",
    at: [manifestOf("kit-tools"), '"picomatch"'],
    seed: (tree) => {
      asks("kit", "dependencies", ["picomatch", "^4.0.0"])(tree);
      asks("core", "dependencies", ["picomatch", "^4.0.0"])(tree);
      asks("kit-tools", "dependencies", ["picomatch", "^3.0.0"])(tree);
    },
  },
  {
    rule: "dep/catalog-missing",
    title: "a catalog entry that does not exist",
    level: "error",
    at: [manifestOf("kit"), '"picomatch"'],
    seed: asks("kit", "dependencies", ["picomatch", "catalog:"]),
  },
  {
    rule: "dep/catalog-bypassed",
    title: "a literal range beside a catalog's",
    level: "warning",
    at: [manifestOf("kit"), '"semver"'],
    seed: asks("kit", "dependencies", ["semver", "^7.6.0"]),
  },
  {
    rule: "dep/catalog-unused",
    title: "a catalog entry that nobody asks for",
    level: "info",
    at: ["pnpm-workspace.yaml", "picomatch"],
    seed: ({ replace }) => replace("pnpm-workspace.yaml", "catalog:\n", "catalog:\n  picomatch: ^4.0.0\n"),
  },
  {
    rule: "dep/override-shadow",
    title: "an override outside a declared range",
    level: "warning",
    at: ["pnpm-workspace.yaml", "semver: 6"],
    seed: ({ replace }) => replace("pnpm-workspace.yaml", "catalog:\n", "overrides:\n  semver: 6.3.1\ncatalog:\n"),
  },
  {
    rule: "lock/importer-specifier",
    title: "a manifest edited without its lockfile",
    level: "error",
    at: [manifestOf("kit"), '"picomatch"'],
    seed: asks("kit", "dependencies", ["picomatch", "^4.0.0"]),
    staleLockfile: true,
  },
  {
    rule: "tool/engines-conflict",
    title: "engines that leave out the pinned Node",
    level: "error",
    at: [manifestOf("kit"), '"node"'],
    seed: states("kit", { engines: { node: "^20.0.0" } }),
  },
  {
    rule: "tool/node-pins",
    title: "two pins of Node that disagree",
    level: "warning",
    at: [".nvmrc", "24"],
    seed: ({ write }) => write(".node-version", "22.18.0\n"),
  },
  {
    rule: "tool/package-manager",
    title: "packageManager outside of engines",
    level: "warning",
    at: ["package.json", '"pnpm"'],
    seed: ({ replace }) => replace("package.json", '"pnpm": ">=12"', '"pnpm": "^10.0.0"'),
  },
  {
    rule: "tool/typescript",
    title: "TypeScript in two majors",
    level: "warning",
    at: [manifestOf("kit-tools"), '"typescript"'],
    seed: (tree) => {
      asks("kit", "devDependencies", ["typescript", "^6.0.0"])(tree);
      asks("core", "devDependencies", ["typescript", "^6.0.0"])(tree);
      asks("kit-tools", "devDependencies", ["typescript", "^5.9.0"])(tree);
    },
  },
];
