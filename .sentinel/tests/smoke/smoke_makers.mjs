import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dir, smoke } from "./published.mjs";

await smoke("@releaser/checksums", ({ parseChecksums, renderChecksums }, manifest) => {
  const record = {
    version: "1.4.0",
    commit: "a".repeat(40),
    plan: "b".repeat(64),
    files: [{ name: "x.tgz", sha256: "c".repeat(64) }],
  };
  const text = renderChecksums(record);
  assert.ok(text.includes(`${"c".repeat(64)}  x.tgz\n`), text);
  assert.deepEqual(parseChecksums(text), record);

  const folder = mkdtempSync(join(tmpdir(), "releaser-smoke-"));
  try {
    writeFileSync(join(folder, "x.zip"), "x");
    const bin = join(dir, "node_modules/@releaser/checksums", manifest.bin["releaser-checksums"]);
    const run = (...args) => spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8" });
    const recorded = run("record", "x.zip", "--version", "1.4.0");
    assert.equal(recorded.status, 0, recorded.stderr);
    assert.equal(run("verify", "release/checksums/1.4.0.txt", "x.zip").status, 0);
    writeFileSync(join(folder, "x.zip"), "y");
    assert.equal(run("verify", "release/checksums/1.4.0.txt", "x.zip").status, 6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

await smoke("@releaser/notes", ({ default: changelog, changelogHead }) => {
  assert.equal(typeof changelog.getReleaseLine, "function");
  assert.equal(changelogHead("# a\n\n## 1.4.0\n\n- x\n"), "1.4.0");
});

await smoke("@releaser/provenance", ({ default: commit, hasDecision, parseLedger }) => {
  assert.equal(typeof commit.getVersionMessage, "function");
  const ledger = parseLedger("## NEXT_ID\n\nD-0002\n\nID: D-0001\nDate: 2026-11-23\nDecision: x\nOutputs: y\n");
  assert.deepEqual([hasDecision([ledger], "D-0001"), hasDecision([ledger], "D-0002")], [true, false]);
});

await smoke("@releaser/gates", ({ validateContracts }) => {
  const folder = mkdtempSync(join(tmpdir(), "releaser-smoke-"));
  try {
    const fixtures = join(folder, "contracts/fixtures/user.v1/good");
    mkdirSync(fixtures, { recursive: true });
    writeFileSync(
      join(folder, "contracts/user.v1.yaml"),
      "contract: user.v1\ndescription: a user\nschema: { type: object, required: [id] }\n",
    );
    writeFileSync(join(fixtures, "one.json"), "{}");
    const report = validateContracts(folder);
    assert.equal(report.ok, false);
    assert.match(report.contracts[0].problems.join(), /required property 'id'/u);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

await smoke("@releaser/publishers", ({ distTagFor }) => {
  assert.equal(distTagFor({ version: "1.4.0", latest: "1.3.0" }), "latest");
});

await smoke("@releaser/nx", ({ createNodes, name }) => {
  assert.equal(name, "@releaser/nx");
  assert.equal(typeof createNodes[1], "function");
});
