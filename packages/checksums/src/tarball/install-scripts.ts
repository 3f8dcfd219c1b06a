import { membersOf } from "./members-of.ts";

const names: ReadonlySet<string> = new Set(["preinstall", "install", "postinstall"]);

/**
 * What runs on a machine that installs a package from a registry, by script. `binding.gyp` among its files counts as an
 * `install` script where there is no other, as npm takes it.
 */
export function installScriptsOf(
  manifest: Readonly<Record<string, unknown>>,
  files: readonly string[],
): ReadonlyMap<string, unknown> {
  const stated = membersOf(manifest["scripts"]).filter(([name]) => names.has(name));
  const implied = files.includes("binding.gyp") && stated.every(([name]) => name === "postinstall");
  return new Map([...stated, ...(implied ? [["install", "node-gyp rebuild"] as const] : [])]);
}
