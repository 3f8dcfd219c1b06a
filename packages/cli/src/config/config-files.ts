/** Where a configuration may stand, below the root. */
export const configFiles = [
  "releaser.config.ts",
  "releaser.config.mts",
  "releaser.config.js",
  "releaser.config.mjs",
  "releaser.config.json",
] as const;
