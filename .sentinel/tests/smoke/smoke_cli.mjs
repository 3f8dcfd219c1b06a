import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { dir, smoke } from "./published.mjs";

function releaser(...args) {
  const bin = realpathSync(join(dir, "node_modules/.bin/releaser"));
  return spawnSync(process.execPath, [bin, ...args], { cwd: dir, encoding: "utf8" });
}

await smoke("@releaser/cli", ({ defineConfig }, manifest) => {
  const version = releaser("--version");
  assert.equal(version.status, 0, version.stderr);
  assert.ok(version.stdout.includes(manifest.version), version.stdout);
  const help = releaser("plan", "--help");
  assert.equal(help.status, 0, help.stderr);
  assert.match(help.stdout, /plan/u);
  assert.equal(releaser("no-such-verb").status, 2);
  assert.deepEqual(defineConfig({ train: false }), { train: false });
});
