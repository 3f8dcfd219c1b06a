import { installedSkewCheck } from "@releaser/core";
import { resolve } from "import-meta-resolve";

/** Rejects where the tree that a folder belongs to is skewed after Changesets wrote it. */
export const judgeTree: (cwd: string) => Promise<void> = installedSkewCheck({
  // `require` would also look where NODE_PATH leads, which depends on who started the process.
  resolve,
  load: async (url) => (await import(url)) as unknown,
  beside: import.meta.url,
  written: true,
});
