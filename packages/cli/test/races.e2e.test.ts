import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { cleanEnv, type GitRepo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { openContext } from "../src/open-context.ts";
import { withTrain } from "../src/release/with-train.ts";
import { recordsResource } from "../src/rollback/records-resource.ts";
import { readWayBack } from "../src/rollback/way-back.ts";
import { filedResource } from "../src/stages/filed.ts";
import { outgoingWorlds, outside, publications, type ReleaseWorld, sha256Of } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

/** `pnpm races` sets it to a hundred. */
const races = Number(process.env["RELEASER_RACES"] ?? 4);

/** Milliseconds by which the first run is ahead of the second: from none to the whole of its way. */
function headStart(race: number): number {
  return ((race * 7) % 20) * 250;
}

test.each(Array.from({ length: races }, (_, race) => ({ race, ahead: headStart(race) })))(
  "race $race: two runs of one release from two clones, one of them $ahead ms ahead, end with one set of bytes, one tag, one page and nothing left over",
  async ({ ahead }) => {
    const it = await openChanged(withoutEntryPoints);
    it.repo.git("push", "--quiet", "origin", "main");
    const clones = [it.clone("one"), it.clone("two")] as const;
    const runs = await Promise.all(
      clones.map(async ({ dir }, index) => {
        await setTimeout(index * ahead);
        return await it.run(["announce", "1.5.0", "--outward"], { cwd: dir });
      }),
    );
    for (const { code, stdout, stderr } of runs) if (code !== 0) throw new Error(`exit ${code}\n${stdout}${stderr}`);
    expectOne(it, clones);
    expect(await it.status(["verify", "1.5.0"], { cwd: it.clone("last").dir })).toMatchObject({
      failures: [],
      ok: true,
    });
  },
);

test("what another run filed since it was looked for is not filed again", async () => {
  const it = await openChanged(withoutEntryPoints);
  it.repo.git("push", "--quiet", "origin", "main");
  for (const args of [
    ["announce", "1.5.0", "--outward"],
    ["rollback", "1.5.0", "--execute"],
  ]) {
    expect(await it.run(args)).toMatchObject({ code: 0, stderr: "" });
  }
  const before = outside(it).refs;
  expect(logOf(it).slice(0, 2)).toEqual([
    "chore(release): roll back v1.5.0",
    "chore(release): file the records of v1.5.0",
  ]);

  const context = await openContext({
    cwd: it.clone("late").dir,
    env: cleanEnv(it.env),
    outward: true,
    signal: new AbortController().signal,
    report: () => {},
    notice: () => {},
  });
  await withTrain(context, "1.5.0", async (train) => {
    const way = await readWayBack(train, undefined);
    // As one applies what it saw as absent a moment ago.
    for (const resource of [filedResource(train), recordsResource(train, way)]) await resource.apply({ is: "absent" });
  });
  expect(outside(it).refs).toEqual(before);
});

/** Packages that nobody can install are compared by bytes: a race is about the bytes, and an installation takes seconds. */
function withoutEntryPoints(repo: GitRepo): void {
  for (const name of ["core", "cli"]) {
    const file = join(repo.dir, `packages/${name}/package.json`);
    writeFileSync(file, readFileSync(file, "utf8").replace(/"exports": "[^"]+"/u, '"exports": "./none.js"'));
  }
  repo.commit("no entry points");
}

/** Everything is there once, and agrees. */
function expectOne(it: ReleaseWorld, clones: readonly GitRepo[]): void {
  const { refs, page } = outside(it);
  const tags = refs.filter((ref) => ref.includes("refs/tags/") && !ref.endsWith("^{}"));
  expect(tags.map((ref) => ref.split("\t")[1])).toEqual([
    "refs/tags/@acme/cli@1.4.1",
    "refs/tags/@acme/core@1.3.0",
    "refs/tags/v1.5.0",
  ]);
  expect(readdirSync(join(it.place, "releases")).toSorted()).toEqual(["latest", "v1.5.0"]);
  const sums = page["v1.5.0/1.5.0.txt"];
  for (const { git, dir } of clones) {
    expect(git("cat-file", "tag", "v1.5.0")).toContain(`\nChecksums-SHA256: ${sums}\n`);
    expect(git("for-each-ref", "--format=%(objectname)\t%(refname)", "refs/tags").split("\n")).toEqual(tags);
    expect(sha256Of(join(dir, ".releaser/packed/1.5.0/1.5.0.txt"))).toBe(sums);
    expect(git("worktree", "list").split("\n")).toHaveLength(1);
  }
  for (const [name, file] of [
    ["core", "core-1.3.0.tgz"],
    ["cli", "cli-1.4.1.tgz"],
  ]) {
    expect(Object.keys(publications(it, `@acme/${name}`))).toHaveLength(1);
    expect(sha256Of(join(it.place, "registry/storage/@acme", `${name}/${file}`))).toBe(page[`v1.5.0/acme-${file}`]);
  }
  expect(logOf(it)).toEqual([
    "chore(release): file the records of v1.5.0",
    "chore(release): v1.5.0",
    "no entry points",
    "initial",
  ]);
}

/** The subjects on the remote's branch, the newest first. */
function logOf({ place, repo }: ReleaseWorld): readonly string[] {
  return repo.git("--git-dir", join(place, "origin.git"), "log", "--format=%s", "main").split("\n");
}
