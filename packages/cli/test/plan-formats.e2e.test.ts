import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { commentsOn, jobOfPull, openShop, type Shop } from "./shop.ts";
import { acme } from "./worlds.ts";

/** A branch on which a package changed that no changeset names, as a fork's pull request brings it. */
function forked(): { readonly dir: string; readonly env: Readonly<Record<string, string>> } {
  const web = { type: "module", exports: "./index.js", files: ["index.js"] };
  const world = acme().pkg("@acme/web@1.0.0", web).file("packages/web/index.js", "export {};\n");
  const repo = gitRepo(world, { origin: true });
  repo.git("tag", "@acme/web@1.0.0");
  repo.git("checkout", "--quiet", "-b", "fix/it");
  writeFileSync(join(repo.dir, "packages/web/index.js"), "export const web = 1;\n");
  repo.commit("fix: mend it");
  const event = join(tempDir(), "event.json");
  writeFileSync(event, JSON.stringify({ pull_request: { head: { repo: { full_name: "someone/shop" } } } }));
  const env = {
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: event,
    GITHUB_HEAD_REF: "fix/it",
  };
  return { dir: repo.dir, env };
}

test("the comment of a pull request says what merging it releases, and links to the changeset that is missing on the head's own branch", async () => {
  const { dir, env } = forked();
  const { code, stdout } = await releaser(["plan", "--format", "comment"], { cwd: dir, env });
  expect(code).toBe(7);
  expect(stdout).toMatch(/^<!-- releaser-plan -->\n\n## Merging this releases `v1\.5\.0`\n/u);
  expect(stdout).toContain("| `@acme/core` | `1.2.0` → `1.3.0` | minor | changeset `cold-start` |");
  expect(stdout).toContain("`@acme/web` changed on this branch");
  const link = /\[Add it\]\(([^)]+)\)/u.exec(stdout)?.[1] ?? "";
  const { origin, pathname, searchParams } = new URL(link);
  expect([origin, pathname]).toEqual(["https://github.com", "/someone/shop/new/fix/it"]);

  // What the link writes is what was missing.
  const file = join(dir, searchParams.get("filename") ?? "");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, searchParams.get("value") ?? "");
  const mended = await releaser(["plan", "--format", "comment"], { cwd: dir, env });
  expect([mended.code, mended.stdout.includes("Without a changeset")]).toEqual([0, false]);
});

test("for a terminal the causes are cut where they are many, and where to read the rest is told", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const world = names.reduce((made, name) => made.changeset(name, { "@acme/core": "patch" }, `Mend ${name}.`), acme());
  const { dir } = gitRepo(world);
  const { code, stdout } = await releaser(["plan"], { cwd: dir });
  expect(code).toBe(0);
  expect(stdout).toContain("changeset a; changeset b; changeset c; 3 more\n");
  expect(stdout).toContain("\n`releaser why <package>` tells every cause\n");
});

test("what comes next is told once, below the warnings where there are some", async () => {
  const sound = gitRepo(acme());
  sound.git("tag", "v1.4.0");
  const warned = gitRepo(acme());
  warned.git("tag", "--delete", ...warned.git("tag", "--list").split("\n").filter(Boolean));
  for (const { dir: cwd } of [sound, warned]) {
    const { code, stdout, stderr } = await releaser(["plan"], { cwd });
    const told = `${stdout}${stderr}`.split("\n").filter((line) => line.startsWith("next: "));
    expect([code, told.map((line) => line.replaceAll("`", ""))]).toEqual([0, ["next: releaser rehearse"]]);
  }
});

test("as Markdown and as Mermaid it is printed alone, and nothing where nothing is pending", async () => {
  const { dir } = gitRepo(acme());
  const [markdown, graph] = await Promise.all(
    ["markdown", "mermaid"].map((format) => releaser(["plan", "--format", format], { cwd: dir })),
  );
  expect(markdown?.stdout).toMatch(/^\*\*`v1\.5\.0`\*\*, minor, from `1\.4\.0`: /u);
  expect(graph?.stdout).toMatch(/^flowchart LR\n {2}c0\(\["cold-start"\]\)\n/u);
  expect([markdown?.code, graph?.code]).toEqual([0, 0]);
});

describe("a comment that is posted", () => {
  /** The shop with a pull request of the number 7. */
  async function withPull(): Promise<Shop> {
    const shop = await openShop();
    shop.repository().issues.push({ number: 7, title: "a change", locked: false, comments: [] });
    return shop;
  }

  const post = ["plan", "--format", "comment", "--post"];

  test("is one comment, which is brought up to date when the plan changes", async () => {
    const { dir } = gitRepo(acme());
    const shop = await withPull();
    const { env } = jobOfPull(shop, 7);
    const first = await releaser(post, { cwd: dir, env });
    expect([first.code, commentsOn(shop, 7)]).toEqual([0, [first.stdout]]);
    await releaser(post, { cwd: dir, env });
    writeFileSync(join(dir, ".changeset/more.md"), '---\n"@acme/cli": major\n---\n\nBreaks.\n');
    const later = await releaser(post, { cwd: dir, env });
    expect(later.stdout).toContain("releases `v2.0.0`");
    expect([later.code, commentsOn(shop, 7)]).toEqual([0, [later.stdout]]);
  });

  test("stands in the summary of the step where the pull request is a fork's", async () => {
    const { dir } = gitRepo(acme());
    const shop = await withPull();
    const { env, summary } = jobOfPull(shop, 7, { head: "someone/shop" });
    const { code, stdout, stderr } = await releaser(post, { cwd: dir, env });
    expect([code, commentsOn(shop, 7), readFileSync(summary, "utf8")]).toEqual([0, [], stdout]);
    expect(stderr).toContain("a pull request from a fork has no token that may comment");
  });

  test("is refused where the token may not, and where no pull request started anything", async () => {
    const { dir } = gitRepo(acme());
    const shop = await withPull();
    const { env } = jobOfPull(shop, 7, { token: "reader" });
    const refused = await releaser(post, { cwd: dir, env });
    expect([refused.code, commentsOn(shop, 7)]).toEqual([9, []]);
    expect(refused.stderr).toContain("E_GITHUB_AUTH");
    expect(await releaser(post, { cwd: dir })).toMatchObject({ code: 2, stderr: expect.stringContaining("E_USAGE") });
    const formatless = await releaser(["plan", "--post"], { cwd: dir, env });
    expect([formatless.code, formatless.stdout]).toEqual([2, ""]);
  });
});
