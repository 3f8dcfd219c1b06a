import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageManagerCommand } from "@releaser/publishers";
import { cleanEnv, releaser } from "@releaser/testkit";
import { expect, test } from "vitest";
import { outgoingWorlds, outside, pageFolder, sha256Of } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

test("each published package has its bill of materials: staged, listed, verified, and the same bytes when made again", async () => {
  const it = await openChanged((repo) => {
    const page = { kind: "directory", path: "../releases" };
    writeFileSync(join(repo.dir, "releaser.config.json"), JSON.stringify({ page, artifacts: { sbom: "cyclonedx" } }));
    const { program, args } = packageManagerCommand("pnpm", { env: process.env });
    const env = { ...cleanEnv(), pnpm_config_pm_on_fail: "ignore" };
    execFileSync(program, [...args, "install", "--lockfile-only", "--offline"], { cwd: repo.dir, env, stdio: "pipe" });
    repo.commit("a lockfile and bills of materials");
  });
  expect(await it.run(["publish", "--to", "packed"])).toMatchObject({ code: 0, stderr: "" });
  const packed = join(it.repo.dir, ".releaser/packed/1.5.0");
  const [core, cli] = ["acme-core-1.3.0.cdx.json", "acme-cli-1.4.1.cdx.json"];
  const first = [core, cli].map((name) => sha256Of(join(packed, name)));
  const bom = JSON.parse(readFileSync(join(packed, cli), "utf8")) as {
    readonly components: readonly { purl: string }[];
  };
  expect(bom.components.map(({ purl }) => purl)).toEqual(["pkg:npm/%40acme/core@1.3.0"]);

  rmSync(packed, { recursive: true });
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  const { page } = outside(it);
  expect([page[`v1.5.0/${core}`], page[`v1.5.0/${cli}`]]).toEqual(first);
  expect(readFileSync(join(pageFolder(it), "1.5.0.txt"), "utf8")).toContain(`${first[0]}  ${core}\n`);
  writeFileSync(join(pageFolder(it), cli), "{}");
  const verified = await releaser(["verify"], { cwd: it.repo.dir, env: it.env });
  expect([verified.code, verified.stdout + verified.stderr]).toEqual([6, expect.stringContaining(`${cli}  different`)]);
});
