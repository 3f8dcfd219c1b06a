import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeAllPrivate } from "./all-private.ts";
import { gitHubReleaseWorld } from "./github-world.ts";
import { killTree } from "./processes.ts";
import { outgoingWorlds, outside } from "./release-world.ts";
import { incidentNote, releaseTwice, storedPackage, versionNext, withSecondFactor } from "./rollback-world.ts";

const worlds = outgoingWorlds();

const moves = [
  "npm dist-tag add @acme/core@1.3.0 latest",
  "npm deprecate @acme/core@1.4.0 'rolled back: see the release page; use @acme/core@1.3.0'",
  "npm dist-tag add @acme/cli@1.4.1 latest",
  "npm deprecate @acme/cli@1.4.2 'rolled back: see the release page; use @acme/cli@1.4.1'",
];

test("a published train is rolled back: printed first, then carried out, and a second run changes nothing", async () => {
  const it = await worlds.open(worlds.key);
  await releaseTwice(it);
  const before = outside(it);
  const printed = await it.status(["rollback", "1.6.0"]);
  expect(printed.commands?.map(({ command }) => command)).toEqual([...moves, "releaser rollback 1.6.0 --execute"]);
  expect(printed.notes?.join("\n")).toContain("@acme/core@1.4.0, @acme/cli@1.4.2 can never be published");
  expect([printed.exit, outside(it)]).toEqual([0, before]);
  const recorded = join(it.place, "releases/v1.6.0/dist-tags.json");
  const untouched = readFileSync(recorded, "utf8");
  expect(JSON.parse(untouched)).toEqual({ "@acme/core": { latest: "1.3.0" }, "@acme/cli": { latest: "1.4.1" } });
  writeFileSync(recorded, "[]");
  const unread = await it.run(["rollback", "1.6.0"]);
  expect([unread.code, unread.stdout.split("\n").filter((line) => moves.includes(line.trim())).length]).toEqual([0, 4]);
  expect(unread.stdout).toContain("dist-tags.json on the release page is no record of dist-tags");
  writeFileSync(recorded, untouched);

  const done = await it.status(["rollback", "1.6.0", "--execute", "--reason", "It warms up for ever."]);
  expect([done.exit, done.commands]).toEqual([0, undefined]);
  for (const [name, version, back] of [
    ["@acme/core", "1.4.0", "1.3.0"],
    ["@acme/cli", "1.4.2", "1.4.1"],
  ] as const) {
    const { "dist-tags": tags, versions } = storedPackage(it, name);
    expect(tags).toEqual({ latest: back });
    expect(versions[version]?.deprecated).toBe(`rolled back: It warms up for ever.; use ${name}@${back}`);
    expect(versions[back]?.deprecated).toBeUndefined();
  }
  const body = readFileSync(join(it.place, "releases/v1.6.0/body.md"), "utf8");
  expect(body.match(/\[!CAUTION\]/gu)).toHaveLength(1);
  expect(body).toContain("Use `@acme/core@1.3.0`, `@acme/cli@1.4.1` instead.");
  expect(readFileSync(join(it.place, "releases/latest"), "utf8")).toBe("v1.5.0\n");

  const fresh = it.clone("fresh");
  fresh.git("-c", "gpg.ssh.allowedSignersFile=.github/allowed_signers", "verify-tag", "rollback/v1.6.0-1");
  expect(fresh.git("rev-parse", "rollback/v1.6.0-1^{commit}")).toBe(fresh.git("rev-parse", "v1.6.0^{commit}"));
  const note = incidentNote(it, fresh);
  expect(note.problems).toEqual([]);
  expect(note.front).toMatchObject({
    reason: "It warms up for ever.",
    changesets: ["warmer"],
    rollback: "rollback/v1.6.0-1",
  });
  expect(note.text.match(/^## .*$/gmu)).toEqual(
    [
      "Summary",
      "Affected",
      "Not affected",
      "What users do",
      "Timeline",
      "Who did what",
      "How to check",
      "What follows",
    ].map((title) => `## ${title}`),
  );
  expect(note.text).not.toContain(it.place);
  expect(readFileSync(join(fresh.dir, "release/CHANGELOG.md"), "utf8")).toMatch(/^## \[1\.6\.0\] - \S+ \[YANKED\]$/mu);
  expect(readFileSync(join(fresh.dir, ".sentinel/DECISIONS.md"), "utf8")).toContain("Decision: v1.6.0 is rolled back.");
  expect(readFileSync(join(fresh.dir, ".changeset/rollback-1-6-0.md"), "utf8")).toContain('"@acme/core": patch');

  const after = outside(it);
  const again = await it.status(["rollback", "1.6.0", "--execute"], { cwd: fresh.dir });
  expect([again.exit, again.resources.filter(({ verdict }) => verdict !== "held")]).toEqual([0, []]);
  expect(outside(it)).toEqual(after);

  expect(await it.status(["verify", "1.6.0"], { cwd: fresh.dir })).toMatchObject({ failures: [], ok: true });
  const refused = await it.status(["announce", "1.6.0", "--outward"], { cwd: fresh.dir });
  expect([refused.exit, refused.failures.map(({ code, who }) => [code, who])]).toEqual([
    6,
    [["E_ROLLED_BACK", "Owner"]],
  ]);
  expect(outside(it)).toEqual(after);

  it.repo.git("pull", "--quiet", "--ff-only", "origin", "main");
  expect(await it.run(["version"])).toMatchObject({ code: 0, stderr: "" });
  expect(await it.run(["announce", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  expect(storedPackage(it, "@acme/core")["dist-tags"]).toEqual({ latest: "1.4.1" });
  expect(readFileSync(join(it.place, "releases/latest"), "utf8")).toBe("v1.6.1\n");
}, 400_000);

test("in CI without a second factor all the rest is done, people are told what to type, and it waits", async () => {
  const it = await worlds.open(worlds.key);
  await releaseTwice(it);
  const env = { CI: "true", ...(await withSecondFactor(it, "123456")) };
  const waits = await it.status(["rollback", "1.6.0", "--execute"], { env });
  expect([waits.exit, [...new Set(waits.failures.map(({ code }) => code))]]).toEqual([8, ["E_SECOND_FACTOR"]]);
  expect(waits.commands?.map(({ command }) => command)).toEqual([...moves, "releaser rollback 1.6.0 --execute"]);
  expect(storedPackage(it, "@acme/core")["dist-tags"]).toEqual({ latest: "1.4.0" });
  expect(readFileSync(join(it.place, "releases/v1.6.0/body.md"), "utf8")).toContain("[!CAUTION]");
  expect(it.repo.git("ls-remote", "origin", "refs/tags/rollback/*")).toBe("");

  const wrong = await it.status(["rollback", "1.6.0", "--execute"], { env: { ...env, NPM_CONFIG_OTP: "000000" } });
  expect(wrong.exit).toBe(8);
  const right = await it.status(["rollback", "1.6.0", "--execute"], { env: { ...env, NPM_CONFIG_OTP: "123456" } });
  expect(right.failures).toEqual([]);
  expect(storedPackage(it, "@acme/core")["dist-tags"]).toEqual({ latest: "1.3.0" });
  expect(it.repo.git("ls-remote", "origin", "refs/tags/rollback/*")).toContain("refs/tags/rollback/v1.6.0-1");
}, 400_000);

test("killed in the middle it is finished from another clone; what a later release moved on stays", async () => {
  const it = await worlds.open(worlds.key);
  await releaseTwice(it);
  it.repo.git("pull", "--quiet", "--ff-only", "origin", "main");
  await versionNext(it, { "@acme/core": "minor" });
  expect(await it.run(["announce", "1.7.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  const run = it.start(["rollback", "1.6.0", "--execute"]);
  await run.line(/ (?:banner|deprecate) /u);
  killTree(run.pid);
  await run.done;
  const fresh = { cwd: it.clone("fresh").dir };
  const done = await it.status(["rollback", "1.6.0", "--execute"], fresh);
  expect(done.exit).toBe(0);
  expect(done.resources.find(({ id }) => id === "dist-tag:@acme/core@latest")).toMatchObject({ verdict: "superseded" });
  expect(storedPackage(it, "@acme/core")).toMatchObject({
    "dist-tags": { latest: "1.5.0" },
    versions: { "1.4.0": { deprecated: expect.stringContaining("rolled back") as string } },
  });
  expect(readFileSync(join(it.place, "releases/latest"), "utf8")).toBe("v1.7.0\n");
  expect(it.repo.git("ls-remote", "--refs", "origin", "refs/tags/rollback/*").split("\n")).toHaveLength(1);
}, 400_000);

test("an immutable page on GitHub is rolled back with what can still change", async () => {
  const { it, repository, writer } = await gitHubReleaseWorld(worlds, { repository: { immutableReleases: true } });
  await releaseTwice(it, writer);
  const release = (tag: string): ReturnType<typeof repository>["releases"][number] | undefined =>
    repository().releases.find((one) => one.tag === tag);
  const bytes = release("v1.6.0")?.assets;
  expect(repository().latest).toBe(release("v1.6.0")?.id);
  expect(await it.status(["rollback", "1.6.0", "--execute"], writer)).toMatchObject({ failures: [], ok: true });
  expect(release("v1.6.0")).toMatchObject({ immutable: true, draft: false, assets: bytes });
  expect(release("v1.6.0")?.body).toContain("> **v1.6.0 was rolled back on ");
  expect(repository().latest).toBe(release("v1.5.0")?.id);
  const state = structuredClone(repository());
  const again = await it.status(["rollback", "1.6.0", "--execute"], writer);
  expect(again.resources.filter(({ verdict }) => verdict !== "held")).toEqual([]);
  expect(repository()).toEqual(state);
}, 400_000);

test("what is not public yet stays a draft, and a train of private packages has nothing on a registry", async () => {
  const it = await worlds.openChanged((repo) => {
    makeAllPrivate(repo);
    repo.commit("all private");
  });
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  const done = await it.status(["rollback", "1.5.0", "--execute"]);
  expect([done.exit, done.resources.map(({ id, note }) => [id, note])]).toEqual([
    0,
    expect.arrayContaining([["banner:v1.5.0", "it was never public, and stays a draft"]]),
  ]);
  expect(done.resources.filter(({ id }) => /^(?:dist-tag|deprecate):/u.test(id))).toEqual([]);
  expect(existsSync(join(it.place, "releases/v1.5.0"))).toBe(false);
  expect((await it.status(["announce", "1.5.0", "--outward"])).failures).toMatchObject([{ code: "E_ROLLED_BACK" }]);
}, 400_000);
