import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, gitRepo, releaser, tempDir } from "@releaser/testkit";
import { emptyRegistry, openLabRegistry, type StoredPackage, writeNpmrc } from "@releaser/testkit/lab";
import { markdownProblems } from "@releaser/testkit/markdown";
import { expect, onTestFinished, test } from "vitest";
import { statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const page = "release/plan.md";

/** `@acme/core` on a registry, whose `latest` is the first of its versions. */
function published(...versions: readonly [string, ...string[]]): StoredPackage {
  const dist = { integrity: "sha512-AA==", shasum: "00", tarball: "core.tgz" };
  return {
    name: "@acme/core",
    versions: Object.fromEntries(versions.map((version) => [version, { name: "@acme/core", version, dist }])),
    distTags: { latest: versions[0] },
    time: {},
    access: "public",
  };
}

function pageOf({ dir }: GitRepo): string {
  return readFileSync(join(dir, page), "utf8");
}

async function withPage(): Promise<GitRepo> {
  const it = gitRepo(acme().root({ scripts: { test: "node --test" } }), { origin: true });
  expect(await releaser(["plan", "--write"], { cwd: it.dir })).toMatchObject({ code: 0, stderr: "" });
  it.commit("docs: the standing plan");
  return it;
}

test("the standing plan is written once, tells of this repository, and is sound Markdown", async () => {
  const it = await withPage();
  const text = pageOf(it);
  expect(text).toMatch(/^\| `test` +\| `pnpm run test` +\| Verifier\/Observer \| 30 min +\| no +\|$/mu);
  expect(text).toContain("Releases are made from `main`");
  expect(markdownProblems(text)).toEqual([]);
  const again = await releaser(["plan", "--write"], { cwd: it.dir });
  expect(again.stdout).toMatch(/✓ file +release\/plan\.md +already\n/u);
  expect([again.code, it.git("status", "--porcelain")]).toEqual([0, ""]);
});

test("drift is an exit of 3 with what differs, and what people wrote is none", async () => {
  const it = await withPage();
  const written = pageOf(it).replace("<!-- releaser:end people -->", "Ask Kim.\n<!-- releaser:end people -->");
  writeFileSync(join(it.dir, page), written);
  expect((await releaser(["plan", "--check"], { cwd: it.dir })).code).toBe(0);

  writeFileSync(join(it.dir, page), written.replace("| 30 min ", "| 90 min "));
  const drifted = await releaser(["plan", "--check"], { cwd: it.dir });
  expect(drifted.code).toBe(3);
  expect(drifted.stdout).toMatch(/-\| `test` .* 90 min[\s\S]*\+\| `test` .* 30 min[\s\S]*E_PLAN_DRIFT/u);
  expect(await releaser(["plan", "--write", "--dry-run"], { cwd: it.dir })).toMatchObject({ code: 0 });
  expect(pageOf(it)).toContain("| 90 min ");

  await releaser(["plan", "--write"], { cwd: it.dir });
  expect(pageOf(it)).toBe(written.replace("Ask Kim.\n", "\nAsk Kim.\n\n"));

  rmSync(join(it.dir, page));
  const absent = statusIn(await releaser(["plan", "--check", "--json"], { cwd: it.dir }));
  expect(absent).toMatchObject({ exit: 3, failures: [{ code: "E_PLAN_DRIFT" }] });
});

test("a page that somebody else wrote is left alone", async () => {
  const it = gitRepo(acme().file(page, "# Our plan\n\nBy hand.\n"));
  const refused = await releaser(["plan", "--write"], { cwd: it.dir });
  expect([refused.code, pageOf(it)]).toEqual([2, "# Our plan\n\nBy hand.\n"]);
  expect(refused.stdout).toContain("E_PLAN_PAGE");
  expect(refused.stdout).toMatch(/\nnext: mend what is marked ✗, then releaser plan --write\n$/u);
});

test("a page that cannot be written is told, and nothing is half done", async () => {
  const it = await withPage();
  rmSync(join(it.dir, "release"), { recursive: true });
  writeFileSync(join(it.dir, "release"), "in the way");
  const stopped = await releaser(["plan", "--write"], { cwd: it.dir });
  expect([stopped.code, stopped.stdout.includes("E_FIX_WRITE")]).toEqual([2, true]);
});

test("version brings in the release that it cuts, with the way back to the dist-tags of the day, and leaves the rest", async () => {
  const it = await withPage();
  const lab = await openLabRegistry({ ...emptyRegistry, packages: { "@acme/core": published("1.1.0", "1.2.0") } });
  onTestFinished(() => lab.close());
  const env = { NPM_CONFIG_USERCONFIG: writeNpmrc(join(tempDir(), "npmrc"), lab.url) };
  const before = pageOf(it);
  expect(await releaser(["version"], { cwd: it.dir, env })).toMatchObject({ code: 0, stderr: "" });
  const after = pageOf(it);
  expect(it.git("show", "--name-only", "--format=", "HEAD")).toContain(page);
  expect(after).toContain("**`v1.5.0`**, minor, from `1.4.0`");
  expect(after).toContain("```mermaid\nflowchart LR\n");
  expect(after).toContain("npm dist-tag add @acme/core@1.1.0 latest\n");
  // A name that is new has no dist-tag to go back to.
  expect(after).not.toContain("npm dist-tag add @acme/cli");
  expect(markdownProblems(after)).toEqual([]);
  const [standing] = before.split("## The last release");
  expect(after.startsWith(standing ?? "")).toBe(true);
  expect((await releaser(["plan", "--check"], { cwd: it.dir })).code).toBe(0);
});

test("version goes by the manifests and says so where no registry answers", async () => {
  const it = await withPage();
  const npmrc = writeNpmrc(join(tempDir(), "npmrc"), "http://127.0.0.1:9");
  const ran = await releaser(["version"], { cwd: it.dir, env: { NPM_CONFIG_USERCONFIG: npmrc } });
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain("the way back in release/plan.md goes by the manifests");
  expect(pageOf(it)).toContain("npm dist-tag add @acme/core@1.2.0 latest\n");
});
