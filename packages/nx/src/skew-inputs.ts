import type { TargetConfiguration } from "@nx/devkit";

type Inputs = NonNullable<TargetConfiguration["inputs"]>;

/** Everything that a rule of scope `tree` reads, or that decides what it reads. */
const treeFiles: readonly string[] = [
  "package.json",
  "**/package.json",
  // For nx two stars stand for dot directories too, in most other readers of globs they do not.
  ".*/package.json",
  "pnpm-workspace.yaml",
  "lerna.json",
  "pnpm-lock.yaml",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "bun.lock",
  "bun.lockb",
  ".npmrc",
  ".pnpmfile.*",
  "pnpmfile.js",
  ".node-version",
  ".nvmrc",
  ".tool-versions",
  ".github/workflows/*",
  ".changeset/**/*",
  ".sentinel/contracts/**/*",
  "release/version.txt",
  "release/skew-baseline.json",
  "release/checksums/**/*",
  "release/notes/**/*",
  "release/plan.json",
  "**/CHANGELOG.md",
  ".*/CHANGELOG.md",
  "releaser.config.*",
];

/** Under each of these keys the configuration names files of its own choice. */
const namesFiles = /\b(?:baseline|surface|train)\b/u;

/** Code of any other package, or of the repository, may read whatever it likes to say what the configuration is. */
const loadsCode =
  /\b(?:from|import)\s*["'](?!@releaser\/)|\b(?:import|require)\s*\((?!\s*["'`]@releaser\/)|\bgetBuiltinModule\b/u;

/** An exemption that ends makes what was found depend on the day, in UTC as the rules count it. */
const endsSomeDay = /\buntil\b/u;
const today = { runtime: 'node -p "new Date().toISOString().slice(0, 10)"' };

/** Where no file owns the train it is counted from tags. Git without a repository says nothing, and nx takes that for a value like any other. */
const tags = { runtime: "git for-each-ref refs/tags" };

/**
 * What `releaser skew --scope tree` answers from, as inputs of a target of nx. `config` is the text of Releaser's configuration:
 * where it names files of its own choice or loads other code, any file may change the answer, and where an exemption ends the
 * day does.
 */
export function skewInputs(config: string): Inputs {
  const isOpen = namesFiles.test(config) || loadsCode.test(config);
  const files = isOpen ? ["**/*", ...treeFiles] : treeFiles;
  return [...files.map((glob) => `{workspaceRoot}/${glob}`), tags, ...(endsSomeDay.test(config) ? [today] : [])];
}
