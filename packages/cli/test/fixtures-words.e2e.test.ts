import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixture, fixtureTest, openGitRepo, releaser } from "@releaser/testkit";
import { expect } from "vitest";
import { parsePlan } from "@releaser/workspace";
import { expectWords } from "./expect-words.ts";

for (const id of [
  "Thinkmill__manypkg--rel",
  "changesets__action",
  "emotion-js__emotion--rel",
  "graphprotocol__graph-tooling",
  "graphql__graphiql",
  "livekit__client-sdk-js",
  "shadcn-ui__ui--rel",
]) {
  fixtureTest(`${id} is told in notes and changelog once, in sound Markdown, and again in the same bytes`, async () => {
    const cwd = fixture(id);
    const { git } = openGitRepo(cwd);
    expect(await releaser(["version"], { cwd })).toMatchObject({ code: 0 });
    const plan = parsePlan(readFileSync(join(cwd, "release/plan.json"), "utf8"));
    expectWords(cwd, plan);
    const head = git("rev-parse", "HEAD");
    expect(await releaser(["version"], { cwd })).toMatchObject({ code: 0 });
    expect([git("rev-parse", "HEAD"), git("status", "--porcelain")]).toEqual([head, ""]);
    const told = await releaser(["notes"], { cwd });
    expect(told.stdout).toBe(readFileSync(join(cwd, `release/notes/${plan.key}.md`), "utf8"));
  });
}
