import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { acme } from "./worlds.ts";

const files = ["ci", "version-packages", "release"].map((name) => `.github/workflows/${name}.yml`);
const world = acme().root({ scripts: { lint: "node --check build.mjs" } });

interface Status {
  readonly exit: number;
  readonly resources: readonly { readonly id: string; readonly verdict: string; readonly stage: string }[];
  readonly failures: readonly { readonly code: string }[];
}

function statusIn({ stdout }: { readonly stdout: string }): Status {
  return JSON.parse(stdout) as Status;
}

test("workflows are written once, checked, and written anew where the configuration or a hand changed them", async () => {
  const { dir, git, commit } = gitRepo(world);
  const read = (file: string): string => readFileSync(join(dir, file), "utf8");

  const dry = await releaser(["wire", "--dry-run"], { cwd: dir });
  expect([dry.code, dry.stdout.match(/^\+\+\+ b\/.*$/gmu), git("status", "--porcelain")]).toEqual([
    0,
    files.map((file) => `+++ b/${file}`),
    "",
  ]);
  expect((await releaser(["wire", "--check"], { cwd: dir })).code).toBe(3);

  const first = await releaser(["wire"], { cwd: dir });
  expect(first).toMatchObject({ code: 0, stderr: "" });
  for (const file of files) expect(first.stdout).toContain(`✓ file      ${file}`);
  expect(git("status", "--porcelain", "--untracked-files=all").split("\n")).toEqual(
    files.toSorted().map((file) => `?? ${file}`),
  );
  commit("ci: wired");

  const again = await releaser(["wire", "--json"], { cwd: dir });
  expect(statusIn(again).resources.map(({ id, verdict, stage }) => [id, verdict, stage])).toEqual(
    files.map((file) => [`file:${file}`, "held", "wired"]),
  );
  expect((await releaser(["wire", "--check"], { cwd: dir })).code).toBe(0);
  expect(git("status", "--porcelain")).toBe("");

  const ci = join(dir, files[0] ?? "");
  writeFileSync(ci, read(files[0] ?? "").replace("timeout-minutes: 40", "timeout-minutes: 4"));
  const drifted = await releaser(["wire", "--check"], { cwd: dir });
  expect(drifted.code).toBe(3);
  expect(drifted.stdout).toContain("changed by hand");
  expect(drifted.stdout).toContain("\n-    timeout-minutes: 4\n+    timeout-minutes: 40\n");
  expect(drifted.stdout).toContain("E_WORKFLOW_DRIFT");
  expect(statusIn(await releaser(["wire", "--check", "--json"], { cwd: dir }))).toMatchObject({
    exit: 3,
    failures: [{ code: "E_WORKFLOW_DRIFT" }],
  });
  expect((await releaser(["wire"], { cwd: dir })).code).toBe(0);
  expect(git("status", "--porcelain")).toBe("");

  writeFileSync(join(dir, "releaser.config.json"), '{ "pipeline": { "runner": "acme-linux" } }\n');
  const configured = await releaser(["wire", "--check"], { cwd: dir });
  expect([configured.code, configured.stdout]).toEqual([
    3,
    expect.stringContaining("the configuration says otherwise"),
  ]);
});

test("jobs of people stand where they stood, whatever is written around them", async () => {
  const { dir } = gitRepo(world);
  await releaser(["wire"], { cwd: dir });
  const file = join(dir, ".github/workflows/ci.yml");
  const mine =
    "  mine:\n    runs-on: ubuntu-24.04 # and its comment\n    timeout-minutes: 1\n    permissions: {}\n    steps:\n      - run: echo mine\n";
  writeFileSync(file, readFileSync(file, "utf8").replace("  # releaser:end jobs", `${mine}  # releaser:end jobs`));
  // What stands between the markers is nobody's drift, but for its place: a blank line above and below.
  expect((await releaser(["wire"], { cwd: dir })).code).toBe(0);
  expect((await releaser(["wire", "--check"], { cwd: dir })).code).toBe(0);

  writeFileSync(join(dir, "releaser.config.json"), '{ "pipeline": { "runner": "acme-linux" } }\n');
  expect((await releaser(["wire"], { cwd: dir })).code).toBe(0);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(mine);
  const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  expect([jobs["mine"]?.["runs-on"], jobs["lint"]?.["runs-on"]]).toEqual(["ubuntu-24.04", "acme-linux"]);

  writeFileSync(file, text.replace("  mine:", "  lint:"));
  const broken = await releaser(["wire"], { cwd: dir });
  expect([broken.code, broken.stdout]).toEqual([2, expect.stringContaining("E_WORKFLOW_SECTION")]);
  expect(readFileSync(file, "utf8")).toBe(text.replace("  mine:", "  lint:"));
});

test("a workflow that Releaser did not write is a conflict: it stays, and nothing else is written", async () => {
  const { dir, git } = gitRepo(world.file(".github/workflows/release.yml", "name: release\non: push\njobs: {}\n"));
  const refused = await releaser(["wire"], { cwd: dir });
  expect(refused.code).toBe(6);
  expect(refused.stdout).toContain("E_WORKFLOW_FOREIGN");
  expect(refused.stdout).toContain("→ Owner: git mv .github/workflows/release.yml to another name");
  expect(refused.stdout).toMatch(/\nnext: mend what is marked ✗, then releaser wire\n$/u);
  expect(git("status", "--porcelain")).toBe("");
  expect((await releaser(["wire", "--check"], { cwd: dir })).code).toBe(6);
});

test("nothing is written through a link", async () => {
  const { dir } = gitRepo(world.file(".github/keep", ""));
  const elsewhere = tempDir();
  symlinkSync(elsewhere, join(dir, ".github/workflows"));
  const refused = await releaser(["wire"], { cwd: dir });
  expect([refused.code, refused.stdout]).toEqual([2, expect.stringContaining("is a symbolic link")]);
  expect(readdirSync(elsewhere)).toEqual([]);
});
