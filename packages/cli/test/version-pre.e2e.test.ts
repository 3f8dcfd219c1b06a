import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, releaser, repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { changeset, type Engine, engines, repoWith } from "./engines.ts";
import { textOf, versioned, versionOf } from "./versioned.ts";

const world = repo()
  .pkg("@s/a@1.2.0")
  .pkg("@s/b@2.0.0")
  .config({ changelog: "@releaser/notes" })
  .file("release/version.txt", "4.0.0\n")
  .changeset("first", { "@s/a": "minor" }, "The first.");

describe.each(engines)("pre mode with Changesets %s", (engine) => {
  test("keeps its base, counts up by tags, takes what is new, and drops the counter on leaving", async () => {
    const there = repoWith(engine, world);
    await enter(engine, there);
    const steps = [await step(there)];

    const idle = await releaser(["version", "--json"], { cwd: there.dir });
    expect(statusIn(idle)).toMatchObject({ ok: true, commit: null, resources: [{ verdict: "held" }] });

    add(there, "second", "@s/b", "major");
    steps.push(await step(there));
    there.git("tag", "v5.0.0-next.6");
    add(there, "third", "@s/a", "patch");
    steps.push(await step(there));
    expect((await changeset(engine, there, "pre", "exit")).code).toBe(0);
    there.commit("leave");
    steps.push(await step(there));
    expect(steps).toEqual([
      { train: "4.1.0-next.0", a: "1.3.0-next.0", b: "2.0.0", told: ["first"] },
      { train: "5.0.0-next.0", a: "1.3.0-next.0", b: "3.0.0-next.0", told: ["second"] },
      { train: "5.0.0-next.7", a: "1.3.0-next.1", b: "3.0.0-next.0", told: ["third"] },
      { train: "5.0.0", a: "1.3.0", b: "3.0.0", told: ["first", "second", "third"] },
    ]);
    expect(["pre.json", "pre"].filter((name) => existsSync(join(there.dir, ".changeset", name)))).toEqual([]);
    expect((await releaser(["version"], { cwd: there.dir })).stdout).toContain("no changeset moves a package");
  });
});

async function enter(engine: Engine, there: GitRepo): Promise<void> {
  expect((await changeset(engine, there, "pre", "enter", "next")).code).toBe(0);
  there.commit("enter");
}

function add({ dir, commit }: GitRepo, id: string, name: string, bump: string): void {
  writeFileSync(join(dir, `.changeset/${id}.md`), `---\n"${name}": ${bump}\n---\n\nThe ${id}.\n`);
  commit(id);
}

/** Versions, tags as a release would, and tells what came of it. */
async function step(there: GitRepo): Promise<unknown> {
  const { train, key } = await versioned(there);
  there.git("tag", `v${key}`);
  const notes = textOf(there, `release/notes/${key}.md`) ?? "";
  return {
    train: train?.to,
    a: versionOf(there, "packages/a"),
    b: versionOf(there, "packages/b"),
    told: ["first", "second", "third"].filter((id) => notes.includes(`The ${id}.`)),
  };
}
