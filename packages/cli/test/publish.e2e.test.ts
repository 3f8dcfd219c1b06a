import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  gitRepo,
  openTempDir,
  releaser,
  removeDir,
  startProgram,
  tempDir,
  throwawayKey,
  type ThrowawayKey,
} from "@releaser/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { killTree } from "./processes.ts";
import { outside, publications, type ReleaseWorld, releaseWorld, type RunOptions, sha256Of } from "./release-world.ts";
import { acme } from "./worlds.ts";

const shared = openTempDir();
afterAll(() => removeDir(shared));
const key: ThrowawayKey = throwawayKey(shared);

/** The small world with a build whose bytes differ each time, a smoke, a release page beside it and a key that is trusted. */
const world = acme()
  .root({ scripts: { build: "node build.mjs" } })
  .file("build.mjs", buildScript())
  .pkg("@acme/core@1.2.0", { type: "module", exports: "./dist/index.js", files: ["dist"] })
  .file(".sentinel/tests/smoke/smoke_core.mjs", smokeScript())
  .file(".github/allowed_signers", readFileSync(key.allowedSigners, "utf8"))
  .file("releaser.config.json", '{ "page": { "kind": "directory", "path": "../releases" } }\n');

function buildScript(): string {
  return [
    'import { mkdirSync, writeFileSync } from "node:fs";',
    'mkdirSync("packages/core/dist", { recursive: true });',
    'writeFileSync("packages/core/dist/index.js", `export const name = "core"; // ${Date.now()} ${Math.random()}\\n`);',
    "",
  ].join("\n");
}

function smokeScript(): string {
  return [
    'import { createRequire } from "node:module";',
    'import { join } from "node:path";',
    'import { pathToFileURL } from "node:url";',
    'const require = createRequire(join(process.env.RELEASER_SMOKE_DIR, "index.js"));',
    'const { name } = await import(pathToFileURL(require.resolve("@acme/cli")).href);',
    'if (name !== "core") throw new Error(`@acme/cli says ${name}`);',
    "",
  ].join("\n");
}

let made: Promise<string> | undefined;

/** The repository with its version commit, made once and copied for each story. */
async function open(signingKey?: string): Promise<ReleaseWorld> {
  return await releaseWorld(await (made ??= versioned()), signingKey);
}

async function versioned(): Promise<string> {
  const dir = join(shared, "versioned");
  mkdirSync(dir);
  const repo = gitRepo(world, { dir, origin: true });
  expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0, stderr: "" });
  return dir;
}

const tags = ["refs/tags/@acme/cli@1.4.1", "refs/tags/@acme/core@1.3.0", "refs/tags/v1.5.0"];

const assets = [
  "1.5.0.intoto.json",
  "1.5.0.txt",
  "acme-cli-1.4.1.tgz",
  "acme-core-1.3.0.tgz",
  "dist-tags.json",
  "evidence.json",
  "notes.md",
  "plan.json",
].map((name) => `v1.5.0/${name}`);

/** Nothing is missing anywhere, and everything agrees with everything else. */
async function expectPublished(it: ReleaseWorld): Promise<void> {
  const { refs, page } = outside(it);
  const commit = it.repo.git("rev-parse", "main");
  expect(refs.filter((ref) => ref.endsWith("^{}"))).toEqual(tags.map((tag) => `${commit}\t${tag}^{}`));
  expect(Object.keys(page)).toEqual(expect.arrayContaining(assets));
  expect([Object.keys(publications(it, "@acme/core")), Object.keys(publications(it, "@acme/cli"))]).toEqual([
    ["1.3.0"],
    ["1.4.1"],
  ]);
  const sums = startProgram(["sha256sum", "-c", "--strict", "1.5.0.txt"], { cwd: join(it.place, "releases/v1.5.0") });
  expect(await sums.done).toMatchObject({ code: 0 });
  expect(await it.run(["verify", "1.5.0"])).toMatchObject({ code: 0, stderr: "" });
}

/** Runs until a line is printed and kills it there with all that it started. */
async function killedAt(it: ReleaseWorld, line: RegExp, options: RunOptions = {}): Promise<void> {
  const run = it.start(["publish", "1.5.0", "--outward"], options);
  await run.line(line);
  killTree(run.pid);
  expect(await run.done).toMatchObject({ signal: "SIGKILL" });
}

const failed = (stdout: string): readonly string[] =>
  (JSON.parse(stdout) as { failures: readonly { code: string }[] }).failures.map(({ code }) => code);

describe("a release that goes outward", () => {
  test("goes nowhere unless told, then everywhere, verifies from a fresh clone, and twice is once", async () => {
    const it = await open(key.key);
    const before = outside(it);
    expect(await it.run(["publish"])).toMatchObject({ code: 0, stderr: "" });
    expect(await it.run(["announce", "--dry-run", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    expect(outside(it)).toEqual(before);

    expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(outside(it).page["latest"]).toBeUndefined();
    expect(await it.run(["announce"], { env: { RELEASER_OUTWARD: "1" } })).toMatchObject({ code: 0, stderr: "" });
    const after = outside(it);
    expect(Object.keys(after.page)).toEqual([
      "latest",
      ...[
        "1.5.0.intoto.json",
        "1.5.0.smoke.json",
        "1.5.0.txt",
        "acme-cli-1.4.1.tgz",
        "acme-core-1.3.0.tgz",
        "body.md",
        "dist-tags.json",
        "evidence.json",
        "notes.md",
        "plan.json",
        "release.json",
      ].map((name) => `v1.5.0/${name}`),
    ]);

    const clone = it.clone("fresh");
    expect(clone.git("ls-tree", "--name-only", "HEAD", "release/checksums/").split("\n")).toEqual(
      ["1.5.0.intoto.json", "1.5.0.smoke.json", "1.5.0.txt"].map((name) => `release/checksums/${name}`),
    );
    expect(sha256Of(join(clone.dir, "release/checksums/1.5.0.txt"))).toBe(after.page["v1.5.0/1.5.0.txt"]);
    expect(await it.run(["verify"], { cwd: clone.dir })).toMatchObject({ code: 0, stderr: "" });
    expect(await it.run(["verify", "v1.5.0", "--smoke"], { cwd: clone.dir })).toMatchObject({ code: 0, stderr: "" });

    expect(await it.run(["release", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    expect(await it.run(["publish", "--outward"], { cwd: clone.dir })).toMatchObject({ code: 0, stderr: "" });
    expect(outside(it)).toEqual(after);
  });

  test("killed at its first publication it is finished by the same command, and nothing is published twice", async () => {
    const it = await open(key.key);
    await killedAt(it, / npm +@acme\/core@1\.3\.0/u);
    const first = outside(it);
    expect(publications(it, "@acme/core")).toHaveProperty(["1.3.0"]);
    expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(outside(it).registry["@acme/core/package.json"]).toBe(first.registry["@acme/core/package.json"]);
    expect(outside(it)).toMatchObject({ refs: first.refs, page: first.page });
  });

  test("killed again and again on its way it still arrives", async () => {
    const it = await open(key.key);
    for (const line of [/ gate /u, / packed /u, / draft /u, / asset +\S+tgz/u, / tag /u, / push /u]) {
      await killedAt(it, line);
    }
    expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(it.repo.git("worktree", "list").split("\n")).toHaveLength(1);
  });

  test.each([
    { until: "staged", before: / asset +1\.5\.0\.txt/u },
    { until: "published in part", before: / npm /u },
  ])(
    "$until, it is finished from a fresh clone after main has moved on, with the draft's bytes",
    async ({ before }) => {
      const it = await open(key.key);
      it.repo.git("push", "--quiet", "origin", "main");
      await killedAt(it, before);
      const draft = outside(it).page;
      const elsewhere = it.clone("elsewhere");
      writeFileSync(join(elsewhere.dir, "packages/core/later.js"), "\n");
      elsewhere.commit("later");
      elsewhere.git("push", "--quiet", "origin", "main");

      const fresh = it.clone("fresh");
      expect(await it.run(["publish", "1.5.0", "--outward"], { cwd: fresh.dir })).toMatchObject({
        code: 0,
        stderr: "",
      });
      await expectPublished(it);
      expect(outside(it).page).toEqual(draft);
      expect(await it.run(["announce", "1.5.0", "--outward"], { cwd: fresh.dir })).toMatchObject({
        code: 0,
        stderr: "",
      });
      expect(it.clone("last").git("log", "--format=%s")).toBe(
        "chore(release): file the records of v1.5.0\nlater\nchore(release): v1.5.0\ninitial",
      );
    },
  );

  test("killed between gates and packing after main has moved on, it packs what the gates built", async () => {
    const it = await open(key.key);
    writeFileSync(join(it.repo.dir, "packages/core/later.js"), "\n");
    it.repo.commit("later");
    it.repo.git("push", "--quiet", "origin", "main");
    await killedAt(it, / gate +build/u);
    expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    expect(await it.run(["verify", "1.5.0", "--smoke"])).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("what is in the way", () => {
  test("a tag of that name that points elsewhere, here or at the remote, is a conflict and stays", async () => {
    const it = await open(key.key);
    it.repo.git("push", "--quiet", "origin", "main^:refs/tags/v1.5.0");
    const before = outside(it);
    const ran = await it.run(["publish", "--outward", "--json"]);
    expect([ran.code, outside(it)]).toEqual([6, before]);
    expect(it.repo.git("tag")).toBe("v1.5.0");

    it.repo.git("push", "--quiet", "origin", ":refs/tags/v1.5.0");
    const local = await it.run(["publish", "--outward", "--json"]);
    expect([local.code, outside(it).refs, outside(it).registry]).toEqual([
      6,
      before.refs.filter((ref) => !ref.endsWith("v1.5.0")),
      {},
    ]);
    expect(it.repo.git("rev-parse", "v1.5.0")).toBe(it.repo.git("rev-parse", "main^"));
  });

  test("a version that the registry has already with other bytes is a conflict and stays", async () => {
    const it = await open(key.key);
    await publishOther(it);
    const taken = outside(it);
    const early = await it.run(["publish", "--outward", "--json"]);
    expect([early.code, failed(early.stdout), outside(it)]).toEqual([6, ["E_VERSION_TAKEN"], taken]);
  });

  test("a version that somebody took after the tag was pushed, and an asset with other bytes, are conflicts and stay", async () => {
    const it = await open(key.key);
    expect(await it.run(["publish", "--outward", "--to", "tagged"])).toMatchObject({ code: 0 });
    await publishOther(it);
    const before = outside(it);
    const taken = await it.run(["publish", "--outward", "--json"]);
    expect([taken.code, failed(taken.stdout), outside(it)]).toEqual([6, ["E_PUBLISHED_MISMATCH"], before]);

    writeFileSync(join(it.place, "releases/v1.5.0/notes.md"), "other\n");
    const changed = outside(it);
    const asset = await it.run(["publish", "--outward", "--json"]);
    expect([asset.code, failed(asset.stdout), outside(it)]).toEqual([6, ["E_ASSET_MISMATCH"], changed]);
  });

  test("no signing key: exit 9 and no tag anywhere; with the key the same command finishes", async () => {
    const it = await open();
    const ran = await it.run(["publish", "--outward", "--json"]);
    expect([ran.code, it.repo.git("tag"), outside(it).registry]).toEqual([9, "", {}]);
    expect(outside(it).refs.filter((ref) => ref.includes("refs/tags/"))).toEqual([]);
    const staged = outside(it).page;
    expect(await it.run(["publish", "--outward"], { env: { RELEASER_SIGNING_KEY: key.key } })).toMatchObject({
      code: 0,
    });
    await expectPublished(it);
    expect(outside(it).page).toEqual(staged);
  });

  test("an event of a fork", async () => {
    const it = await open(key.key);
    const before = outside(it);
    for (const args of [
      ["publish", "--outward"],
      ["announce", "--outward"],
      ["release", "--outward"],
    ]) {
      const ran = await it.run([...args, "--json"], { env: { GITHUB_EVENT_NAME: "pull_request" } });
      expect([ran.code, failed(ran.stdout)]).toEqual([2, ["E_FORK"]]);
    }
    expect(outside(it)).toEqual(before);
  });
});

test("a release of private packages alone is tagged, announced and verified, and no registry hears of it", async () => {
  const place = join(tempDir(), "template");
  mkdirSync(place);
  const repo = gitRepo(world, { dir: place, origin: true });
  repo.git("rm", "--quiet", ".changeset/cold-start.md", ".sentinel/tests/smoke/smoke_core.mjs");
  repo.commit("only the sentinel moves");
  expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });

  const it = await releaseWorld(place, key.key);
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  expect(await it.run(["announce", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  expect(await it.run(["verify", "--smoke"], { cwd: it.clone("fresh").dir })).toMatchObject({ code: 0, stderr: "" });
  const { refs, registry } = outside(it);
  expect([refs.flatMap((ref) => /refs\/tags\/.*(?<!\^\{\})$/u.exec(ref)?.[0] ?? []), registry]).toEqual([
    ["refs/tags/v1.4.1"],
    {},
  ]);
});

/** Somebody else publishes another `@acme/core@1.3.0`. */
async function publishOther({ place, env }: ReleaseWorld): Promise<void> {
  const dir = join(place, "other");
  mkdirSync(dir);
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "@acme/core", version: "1.3.0", main: "index.js" }));
  writeFileSync(join(dir, "index.js"), "\n");
  const published = await startProgram(["npm", "publish", "--access", "public", "--silent"], { cwd: dir, env }).done;
  expect(published).toMatchObject({ code: 0 });
}
