import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder into which the published packages were installed. */
export const dir = process.env.RELEASER_SMOKE_DIR ?? process.cwd();

const packages = JSON.parse(process.env.RELEASER_SMOKE_PACKAGES ?? "[]");
const require = createRequire(join(dir, "package.json"));

/** Runs a check on a package, or on an entry of one, as a user imports it; says so and passes where this release did not publish it. */
export async function smoke(entry, check) {
  const name = entry
    .split("/")
    .slice(0, entry.startsWith("@") ? 2 : 1)
    .join("/");
  const published = packages.find((candidate) => candidate.name === name);
  if (published === undefined) {
    console.log(`skipped ${name}: this release did not publish it`);
    return;
  }
  const manifest = JSON.parse(readFileSync(join(dir, "node_modules", name, "package.json"), "utf8"));
  assert.equal(manifest.version, published.version, `${name} is installed at the version that was published`);
  await check(await import(pathToFileURL(require.resolve(entry)).href), manifest);
  console.log(`ok ${name}@${published.version}`);
}
