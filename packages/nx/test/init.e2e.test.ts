import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installNx, nx, nxJson, repo } from "@releaser/testkit";
import { expect, test } from "vitest";

const { plugins: _, ...withoutPlugin } = nxJson;
const targetDefaults = { build: { dependsOn: ["^build"] } };

test("`nx g @releaser/nx:init` sets up what stops a build, and run again it changes nothing", async () => {
  const world = repo()
    .file("nx.json", `${JSON.stringify({ ...withoutPlugin, targetDefaults }, undefined, 2)}\n`)
    .file(".gitignore", "node_modules\n.nx\n")
    .pkg("@s/a@1.4.0", { scripts: { build: "echo built" } })
    .pkg("@s/b@2.0.0", { scripts: { build: "echo built" }, dependencies: { "@s/a": "^99.0.0" } });
  const { dir, git, commit } = installNx(world);
  const before = await nx(dir, ["run-many", "-t", "build"]);
  expect(before.code, before.said).toBe(0);

  const set = await nx(dir, ["g", "@releaser/nx:init", "--no-interactive"]);
  expect(set.code, set.said).toBe(0);
  expect(set.said).toContain("UPDATE nx.json");
  expect(set.said).toContain("nx show project //");
  expect(git("diff", "--name-only").split("\n")).toEqual([".gitignore", "nx.json", "package.json"]);
  expect(readFileSync(join(dir, ".gitignore"), "utf8")).toBe("node_modules\n.nx\n.releaser/\n");

  const after = await nx(dir, ["run-many", "-t", "build"]);
  expect(after.code).not.toBe(0);
  expect(after.said).toContain("^99.0.0");

  commit("set up");
  const again = await nx(dir, ["g", "@releaser/nx:init", "--no-interactive"]);
  expect(again.code, again.said).toBe(0);
  expect(git("status", "--short")).toBe("");
});
