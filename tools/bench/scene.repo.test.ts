import { join } from "node:path";
import { releaser, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { peers } from "../peers/contenders.ts";
import { entrantNames, toEntrants, troubleOf, floor } from "./entrant.ts";
import { runTimed } from "./run-timed.ts";
import { sceneOf, type SceneOptions } from "./scene.ts";
import { writeScene } from "./write-scene.ts";

/** A small scene on disk. */
function written(options: Partial<SceneOptions>): string {
  const dir = join(tempDir(), "scene");
  writeScene(sceneOf({ packages: 20, seed: 1, faults: 0, changesets: 0, tags: 3, ...options }), dir);
  return dir;
}

async function foundBySkew(cwd: string): Promise<readonly string[]> {
  const { stdout } = await releaser(["skew", "--json"], { cwd });
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] };
  return findings.map(({ rule }) => rule);
}

test.each([0, 4])("with %i changesets nobody has anything to say of it", async (changesets) => {
  const dir = written({ changesets });
  expect(await foundBySkew(dir)).toEqual([]);
  const others = toEntrants(
    [...peers(), floor],
    entrantNames.filter((name) => name !== "releaser"),
  );
  expect(others.flatMap((entrant) => troubleOf(entrant, runTimed(entrant.command, dir)) ?? [])).toEqual([]);
  expect(others.map(({ name }) => name)).toEqual(entrantNames.slice(1));
});

test("its faults are found, and nothing else", async () => {
  expect(await foundBySkew(written({ faults: 3, changesets: 4 }))).toEqual(
    Array.from({ length: 3 }, () => "range/internal-excludes"),
  );
});
