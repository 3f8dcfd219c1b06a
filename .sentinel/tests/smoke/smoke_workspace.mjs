import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smoke } from "./published.mjs";

const root = mkdtempSync(join(tmpdir(), "releaser-smoke-"));
const write = (file, value) => {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), typeof value === "string" ? value : JSON.stringify(value));
};
write("package.json", { name: "top", private: true, packageManager: "pnpm@12.21.0" });
write("pnpm-workspace.yaml", "packages: ['packages/*']\n");
write("packages/a/package.json", { name: "@s/a", version: "1.4.0" });
write("packages/b/package.json", { name: "@s/b", version: "1.0.0", dependencies: { "@s/a": "^2.0.0" } });
write(".changeset/config.json", { baseBranch: "main", access: "public" });
write(".changeset/a-change.md", '---\n"@s/a": minor\n---\n\nA change.\n');

try {
  await smoke("@releaser/workspace", async ({ readPlan, readWorkspace }) => {
    const workspace = readWorkspace(root);
    assert.deepEqual(
      [...workspace.packages.keys()].filter((name) => name !== "top"),
      ["@s/a", "@s/b"],
    );
    const plan = await readPlan(workspace, { branch: "main", producer: "smoke@0.0.0", packer: "pnpm" });
    assert.equal(plan.releases.find(({ name }) => name === "@s/a")?.to, "1.5.0");
  });

  await smoke("@releaser/skew", async ({ checkSkew, locate, renderReport, rules }) => {
    const workspace = plainWorkspace();
    const text = '{\n  "dependencies": { "@s/a": "^2.0.0" }\n}\n';
    const report = checkSkew({
      workspace,
      plan: undefined,
      planner: undefined,
      scope: "tree",
      now: () => 0,
      read: () => text,
    });
    assert.deepEqual(
      report.findings.map(({ rule, line }) => [rule, line]),
      [["range/internal-excludes", 2]],
    );
    assert.match(renderReport(report, { color: false }), /@s\/a is 1\.4\.0 here, which \^2\.0\.0 does not admit/u);
    assert.deepEqual(locate("x.json", text, "/dependencies"), { line: 2, column: 19 });
    assert.ok(rules.length > 0);
  });
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** The same two packages as plain data, as somebody has them who reads a repository otherwise. */
function plainWorkspace() {
  const at = { file: "packages/b/package.json", pointer: "/dependencies/@s~1a" };
  const dependency = {
    name: "@s/a",
    key: "@s/a",
    field: "dependencies",
    raw: "^2.0.0",
    protocol: "semver",
    range: "^2.0.0",
    at,
  };
  const a = {
    name: "@s/a",
    version: "1.4.0",
    private: false,
    dir: "packages/a",
    role: "member",
    manifestFile: "packages/a/package.json",
    manifest: {},
    dependencies: [],
  };
  const b = { ...a, name: "@s/b", dir: "packages/b", manifestFile: at.file, dependencies: [dependency] };
  return {
    root,
    members: [a, b],
    packages: new Map([
      [a.name, a],
      [b.name, b],
    ]),
    catalogs: new Map(),
    overrides: [],
    settings: { linkWorkspacePackages: undefined, sharedWorkspaceLockfile: undefined, hooks: undefined },
    locked: () => undefined,
    idleGlobs: [],
    pins: () => [],
    contracts: () => [],
    contractsAt: () => [],
    checksumFiles: () => [],
    invalid: [],
  };
}
