import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installNx, isRemembered, nx, nxIgnored, nxJson, repo, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";

const targetDefaults = { build: { cache: true, dependsOn: ["...", "^build"], outputs: ["{projectRoot}/dist"] } };

const build = { scripts: { build: "node ../../build.cjs" }, files: ["dist"] };

const world = repo()
  .file("nx.json", JSON.stringify({ ...nxJson, targetDefaults }))
  .file(".gitignore", nxIgnored)
  .file(
    "build.cjs",
    "const fs = require('node:fs'); fs.mkdirSync('dist', { recursive: true }); fs.writeFileSync('dist/index.js', '');",
  )
  .pkg("@s/a@1.4.0", build)
  .pkg("@s/b@2.0.0", { ...build, dependencies: { "@s/a": "workspace:^" } });

test("a broken range fails every build before it starts, with the place, both values and the mend", async () => {
  const { dir } = installNx(world.pkg("@s/b@2.0.0", { ...build, dependencies: { "@s/a": "^99.0.0" } }));
  const { code, said } = await nx(dir, ["run-many", "-t", "build"]);
  expect(code).not.toBe(0);
  expect(said).toContain("//:skew");
  expect(said).toMatch(/packages\/b\/package\.json:\d+/u);
  expect(said).toContain("^99.0.0");
  expect(said).toContain("1.4.0");
  expect([...readdirSync(join(dir, "packages/a")), ...readdirSync(join(dir, "packages/b"))]).not.toContain("dist");
});

test("what was found yesterday is not remembered where an exemption ends, and is where none does", async () => {
  const tomorrow = tempDir();
  writeFileSync(join(tomorrow, "node"), "#!/bin/sh\necho 2999-01-01\n");
  chmodSync(join(tomorrow, "node"), 0o755);
  const runs = async (ignore: object): Promise<readonly boolean[]> => {
    const { dir } = installNx(world.file("releaser.config.json", JSON.stringify({ skew: { ignore: [ignore] } })));
    const ran = [
      await nx(dir, ["run-many", "-t", "skew"]),
      await nx(dir, ["run-many", "-t", "skew"]),
      await nx(dir, ["run-many", "-t", "skew"], { PATH: tomorrow }),
    ];
    expect(ran.map(({ code, said }) => code === 0 || said)).toEqual([true, true, true]);
    return ran.map(({ said }) => isRemembered(said, "//:skew"));
  };
  const ignore = { rules: ["dep/external-mismatch"], dependency: "x", reason: "later" };
  expect(await runs({ ...ignore, until: "2998-01-01" })).toEqual([false, true, false]);
  expect(await runs(ignore)).toEqual([false, true, true]);
});
