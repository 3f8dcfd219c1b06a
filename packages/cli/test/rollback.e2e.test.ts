import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitRepo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { outgoingWorlds, outside, type ReleaseWorld } from "./release-world.ts";

const { key, open } = outgoingWorlds();

/** 1.5.0 is out, then 1.6.0, whose `@acme/core` is 1.4.0. */
async function twoReleases(): Promise<ReleaseWorld> {
  const it = await open(key);
  expect(await it.run(["announce", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  addChangeset(it.repo, "warmer", { "@acme/core": "minor" }, "Warms up.");
  it.repo.commit("feat: warm up");
  it.repo.git("push", "--quiet", "origin", "main");
  expect(await it.run(["version"])).toMatchObject({ code: 0, stderr: "" });
  expect(await it.run(["announce", "1.6.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  return it;
}

test("the way back is printed with what is left to type, and nothing changes", async () => {
  const it = await twoReleases();
  const before = outside(it);
  const said = await it.run(["rollback", "1.6.0"]);
  console.log(said.stdout, said.stderr);
  expect(said).toMatchObject({ code: 0 });
  expect(outside(it)).toEqual(before);
  const did = await it.run(["rollback", "1.6.0", "--execute", "--reason", "It warms up for ever."]);
  console.log(did.stdout, did.stderr);
  const again = await it.run(["rollback", "1.6.0", "--execute"]);
  console.log(again.stdout, again.stderr);
  console.log(readFileSync(join(it.place, "releases/v1.6.0/body.md"), "utf8"));
  it.repo.git("pull", "--quiet", "--ff-only", "origin", "main");
  console.log(it.repo.git("show", "HEAD"));
  const st = await it.run(["status", "1.6.0"]);
  console.log(st.stdout, st.stderr);
  const ver = await it.run(["verify", "1.6.0"]);
  console.log(ver.stdout, ver.stderr);
  const pub = await it.run(["announce", "1.6.0", "--outward"]);
  console.log(pub.stdout, pub.stderr);
}, 300_000);

function addChangeset(
  { dir }: GitRepo,
  id: string,
  bumps: Readonly<Record<string, "minor" | "patch">>,
  text: string,
): void {
  const lines = Object.entries(bumps).map(([name, bump]) => `"${name}": ${bump}`);
  writeFileSync(join(dir, `.changeset/${id}.md`), `---\n${lines.join("\n")}\n---\n\n${text}\n`);
}
