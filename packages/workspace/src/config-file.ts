import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The names that Releaser's configuration may have, at the root of a workspace. */
export const configFiles = [
  "releaser.config.ts",
  "releaser.config.mts",
  "releaser.config.js",
  "releaser.config.mjs",
  "releaser.config.json",
] as const;

/** What a configuration file holds or exports by default, unchecked. Rejects as Node does where it cannot be loaded. */
export async function loadConfigFile(path: string): Promise<unknown> {
  if (path.endsWith(".json")) return JSON.parse(readFileSync(path, "utf8"));
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  return module.default;
}
