import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { reportIn } from "./documents.ts";
import { expectPublished, staged } from "./expect-published.ts";
import { killTree } from "./processes.ts";
import { outgoingWorlds, outside, publications, type ReleaseWorld, sha256Of } from "./release-world.ts";

const { key, open, openChanged } = outgoingWorlds();

/** Runs until a moment comes, or a line is printed, and kills it there with all that it started. */
async function killedAt(it: ReleaseWorld, moment: RegExp | (() => boolean)): Promise<void> {
  const run = it.start(["publish", "1.5.0", "--outward"]);
  await (moment instanceof RegExp ? run.line(moment) : Promise.race([until(moment), run.done]));
  killTree(run.pid);
  expect(await run.done).toMatchObject({ signal: "SIGKILL" });
}

async function until(moment: () => boolean): Promise<void> {
  while (!moment()) await setTimeout(0);
}

describe("a release that goes outward", () => {
  test("goes nowhere unless told, then everywhere, verifies from a fresh clone, and twice is once", async () => {
    const it = await open(key);
    const before = outside(it);
    const told = await Promise.all([
      it.status(["publish"]),
      it.status(["announce", "--dry-run", "--outward"]),
      it.status(["release"]),
      it.status(["status"]),
    ]);
    expect(told.map(({ verb, ok }) => [verb, ok])).toEqual(
      ["publish", "announce", "release", "status"].map((verb) => [verb, true]),
    );
    expect(outside(it)).toEqual(before);

    expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    const announced = await it.status(["announce"], { env: { RELEASER_OUTWARD: "1" } });
    expect([announced.ok, announced.resources.at(-1)]).toEqual([
      true,
      expect.objectContaining({ id: "filed:1.5.0", verdict: "applied" }),
    ]);
    const after = outside(it);
    expect(Object.keys(after.page)).toEqual(["latest", ...[...staged, "v1.5.0/1.5.0.smoke.json"].toSorted()]);

    const clone = it.clone("fresh");
    expect(clone.git("ls-tree", "--name-only", "HEAD", "release/checksums/").split("\n")).toEqual(
      ["1.5.0.intoto.json", "1.5.0.smoke.json", "1.5.0.txt"].map((name) => `release/checksums/${name}`),
    );
    expect(sha256Of(join(clone.dir, "release/checksums/1.5.0.txt"))).toBe(after.page["v1.5.0/1.5.0.txt"]);
    const judged = await it.run(["skew", "--scope", "tree", "--json"], { cwd: clone.dir });
    expect(reportIn(judged).findings.filter(({ rule }) => rule === "checksum/stale")).toEqual([]);
    const verified = await Promise.all([
      it.status(["verify"], { cwd: clone.dir }),
      it.status(["verify", "v1.5.0", "--smoke"], { cwd: clone.dir }),
    ]);
    expect(verified.map(({ ok, resources }) => [ok, resources.some(({ id }) => id === "smoke:1.5.0")])).toEqual([
      [true, false],
      [true, true],
    ]);

    const again = await Promise.all([
      it.status(["release", "--outward"]),
      it.status(["publish", "--outward"], { cwd: clone.dir }),
      it.status(["status"]),
    ]);
    expect(again.map(({ ok, resources }) => [ok, resources.filter(({ verdict }) => verdict === "applied")])).toEqual(
      again.map(() => [true, []]),
    );
    expect(outside(it)).toEqual(after);
  });

  test("killed at its first publication it is finished by the same command, and nothing is published twice", async () => {
    const it = await open(key);
    await killedAt(it, / npm +@acme\/core@1\.3\.0/u);
    const first = outside(it);
    expect(publications(it, "@acme/core")).toHaveProperty(["1.3.0"]);
    expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(outside(it).registry["@acme/core/package.json"]).toBe(first.registry["@acme/core/package.json"]);
    expect(outside(it)).toMatchObject({ refs: first.refs, page: first.page });
  });

  test("killed again and again on its way it still arrives", async () => {
    const it = await open(key);
    for (const line of [/ gate /u, / packed /u, / draft /u, / asset +\S+tgz/u, / tag /u, / push /u]) {
      await killedAt(it, line);
    }
    // The registry has the request then, and goes on with it.
    await killedAt(it, () => existsSync(join(it.place, "registry/storage/@acme/core")));
    expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
    expect(it.repo.git("worktree", "list").split("\n")).toHaveLength(1);
  });

  test.each([
    { until: "staged in part", moment: / asset +\S+tgz/u, settled: false },
    { until: "staged", moment: / asset +1\.5\.0\.txt/u, settled: true },
    { until: "published in part", moment: / npm /u, settled: true },
  ])(
    "$until, it is finished from a fresh clone after main has moved on, with the draft's bytes where it has all of them",
    async ({ moment, settled }) => {
      const it = await open(key);
      it.repo.git("push", "--quiet", "origin", "main");
      await killedAt(it, moment);
      const draft = outside(it).page;
      const elsewhere = it.clone("elsewhere");
      writeFileSync(join(elsewhere.dir, "packages/core/later.js"), "\n");
      elsewhere.commit("later");
      elsewhere.git("push", "--quiet", "origin", "main");

      const fresh = { cwd: it.clone("fresh").dir };
      expect(await it.run(["publish", "1.5.0", "--outward"], fresh)).toMatchObject({ code: 0, stderr: "" });
      await expectPublished(it);
      const core = "v1.5.0/acme-core-1.3.0.tgz";
      if (settled) expect(outside(it).page).toEqual(draft);
      else expect(outside(it).page[core]).not.toBe(draft[core]);
      expect(await it.status(["announce", "1.5.0", "--outward"], fresh)).toMatchObject({ failures: [], ok: true });
      expect(it.clone("last").git("log", "--format=%s")).toBe(
        "chore(release): file the records of v1.5.0\nlater\nchore(release): v1.5.0\ninitial",
      );
    },
  );

  test("killed between gates and packing after main has moved on, it packs what the gates built", async () => {
    const it = await open(key);
    writeFileSync(join(it.repo.dir, "packages/core/later.js"), "\n");
    it.repo.commit("later");
    it.repo.git("push", "--quiet", "origin", "main");
    await killedAt(it, / gate +build/u);
    expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
    expect(await it.run(["verify", "1.5.0", "--smoke"])).toMatchObject({ code: 0, stderr: "" });
  });
});

test("a tag that was signed here for bytes that are lost, and never pushed, is signed anew", async () => {
  const it = await open(key);
  await killedAt(it, / tag +v1\.5\.0/u);
  expect(it.repo.git("tag")).toContain("v1.5.0");
  expect(outside(it).refs.some((ref) => ref.includes("refs/tags/"))).toBe(false);
  rmSync(join(it.repo.dir, ".releaser"), { recursive: true });
  rmSync(join(it.place, "releases"), { recursive: true });
  expect(await it.run(["publish", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  await expectPublished(it);
});

test("a release of private packages alone is tagged, announced and verified, and no registry hears of it", async () => {
  const it = await openChanged((repo) => {
    repo.git("rm", "--quiet", ".changeset/cold-start.md", ".sentinel/tests/smoke/smoke_core.mjs");
    repo.commit("only the sentinel moves");
  });
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  expect(await it.status(["announce", "--outward"])).toMatchObject({ failures: [], ok: true, key: "1.4.1" });
  expect(await it.status(["verify", "--smoke"], { cwd: it.clone("fresh").dir })).toMatchObject({
    failures: [],
    ok: true,
  });
  const { refs, registry } = outside(it);
  expect([refs.flatMap((ref) => /refs\/tags\/.*(?<!\^\{\})$/u.exec(ref)?.[0] ?? []), registry]).toEqual([
    ["refs/tags/v1.4.1"],
    {},
  ]);
});
