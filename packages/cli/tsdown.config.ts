import type { UserConfig } from "tsdown";
import { builtinsAsNeeded } from "../../tools/builtins-as-needed.ts";
import { packageBuild } from "../../tools/package-build.ts";
import { thirdPartyNotices } from "../../tools/third-party-notices.ts";

/** What the path from the shell to the rules is made of: read from dozens of small files it would take longer than the rules do. */
const bundled = [
  /^@releaser\//u,
  // The Changesets that plans where a repository has none, with the manifest that it is named after.
  /^@changesets\/(?:assemble-release-plan|errors|get-dependents-graph|should-skip-package)$/u,
  /^@changesets\/cli\/package\.json$/u,
  "commander",
  /^@?conventional-/u,
  "fastest-levenshtein",
  "jsonc-parser",
  "picomatch",
  "semver",
  "yaml",
];

const { entry: _, ...build } = packageBuild();

/**
 * The command is a few files that hold the whole suite, so that it is as fast as what it judges; everything else stays a
 * dependency. Types are those of the packages.
 */
const config: UserConfig[] = [
  { ...build, entry: ["src/index.ts"], dts: { generator: "oxc", emitDtsOnly: true } },
  {
    ...build,
    entry: ["src/index.ts", "src/bin.ts"],
    dts: false,
    clean: false,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    plugins: [builtinsAsNeeded(), thirdPartyNotices()],
    deps: { alwaysBundle: bundled, onlyBundle: [...bundled, "@changesets/cli"] },
    inputOptions: { resolve: { mainFields: ["module", "main"] } },
  },
];

export default config;
