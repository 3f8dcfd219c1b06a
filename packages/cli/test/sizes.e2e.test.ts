import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProgram, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { outgoingWorlds, type ReleaseWorld } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

/** Publishes the version before of the core: one small file. */
async function publishBefore({ env }: ReleaseWorld): Promise<void> {
  const dir = join(tempDir(), "core");
  mkdirSync(join(dir, "dist"), { recursive: true });
  const manifest = { name: "@acme/core", version: "1.2.0", type: "module", exports: "./dist/index.js" };
  writeFileSync(join(dir, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(dir, "dist/index.js"), 'export const name = "core";\n');
  const sent = startProgram(["npm", "publish", "--access=public"], { cwd: dir, env });
  expect(await sent.done).toMatchObject({ code: 0 });
}

test("a package that grew too much is told with the files that it grew by, before anything goes out, and goes out once that is allowed", async () => {
  const it = await openChanged((repo) => {
    const lines = [
      'import { mkdirSync, writeFileSync } from "node:fs";',
      'import { randomBytes } from "node:crypto";',
      'mkdirSync("packages/core/dist", { recursive: true });',
      'writeFileSync("packages/core/dist/index.js", `export const name = "core";\\n`);',
      'writeFileSync("packages/core/dist/core.map", randomBytes(90_000).toString("hex"));',
    ];
    writeFileSync(join(repo.dir, "build.mjs"), `${lines.join("\n")}\n`);
    repo.commit("a map that nobody asked for");
  });
  await publishBefore(it);
  const stopped = await it.status(["publish", "--to", "packed"]);
  expect(stopped.exit).toBe(4);
  expect(stopped.failures).toMatchObject([
    {
      code: "E_SIZE_GREW",
      who: "Owner",
      what: "@acme/core@1.3.0 grew by more than is allowed",
      details: { packages: [{ name: "@acme/core", from: "1.2.0", to: "1.3.0" }] },
    },
  ]);
  expect(stopped.failures[0]?.why.split("\n").slice(0, 4)).toEqual([
    "@acme/core, since 1.2.0:",
    expect.stringMatching(/^\d+\.\d kB packed, before 0\.\d kB \(\+\d+%\)$/u),
    expect.stringMatching(/^18\d\.\d kB unpacked, before 0\.\d kB \(\+\d+%\)$/u),
    "  +180.0 kB  dist/core.map (new)",
  ]);
  expect(stopped.failures[0]?.next).toContain(
    'sizes.allowed: [{ package: "@acme/core", version: "1.3.0", reason: "…" }]',
  );

  const allowed = [{ package: "@acme/core", version: "1.3.0", reason: "a map for everybody" }];
  const page = { kind: "directory", path: "../releases" };
  writeFileSync(join(it.repo.dir, "releaser.config.json"), JSON.stringify({ page, sizes: { allowed } }));
  it.repo.commit("the map may stay");
  const packed = await it.run(["publish", "--to", "packed"]);
  expect(packed).toMatchObject({ code: 0 });
  expect(packed.stdout).toMatch(/! @acme\/core@1\.3\.0: .* packed, before .*, which is allowed: a map for everybody/u);
});
