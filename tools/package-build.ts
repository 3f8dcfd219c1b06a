import type { UserConfig } from "tsdown";

/** The one way in which a package of this repository is built: ESM and declarations, entry by entry, into `dist`. */
export function packageBuild(entry: readonly string[] = ["src/index.ts"]): UserConfig {
  return {
    entry: [...entry],
    format: "esm",
    platform: "node",
    target: "node22.18",
    dts: { generator: "oxc" },
    fixedExtension: false,
    hash: false,
    logLevel: "warn",
  };
}
