import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reconcile, type Outcome, type Resource } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import type { GitHubRuleset } from "@releaser/testkit/github";
import { describe, expect, test } from "vitest";
import {
  bringPull,
  commentsResource,
  discussionResource,
  findPull,
  permissionsResource,
  pullsOfCommit,
} from "../../src/github/index.ts";
import { matchesRef } from "../../src/github/matches-ref.ts";
import { gitHubWorld, type GitHubWorld } from "./github-world.ts";

const clock = { now: () => new Date(), elapsed: () => performance.now(), sleep: () => Promise.resolve() };

async function brought(...resources: readonly Resource[]): Promise<readonly Outcome[]> {
  return await reconcile(resources, { mode: "apply", clock, random: () => 0 });
}

async function verdicts(...resources: readonly Resource[]): Promise<readonly string[]> {
  return (await brought(...resources)).map(({ verdict }) => verdict);
}

function talkedOf(it: GitHubWorld, ...numbers: readonly number[]): void {
  it.repository.issues = numbers.map((number) => ({ number, title: "words", locked: false, comments: [] }));
}

describe("comments", () => {
  const on = (it: GitHubWorld, numbers: readonly number[], tag = "v1.0.0"): Resource =>
    commentsResource({
      client: it.client(),
      numbers: () => Promise.resolve(numbers),
      tag,
      body: `Released in ${tag}.`,
    });

  test("each is posted once for each release, also where some were posted by a run that was killed", async () => {
    const it = await gitHubWorld();
    talkedOf(it, 4, 5);
    expect(await verdicts(on(it, [4]))).toEqual(["applied"]);
    expect((await brought(on(it, [4, 5])))[0]).toMatchObject({ verdict: "applied", note: "2 conversations" });
    expect(await verdicts(on(it, [4, 5]))).toEqual(["held"]);
    expect(await verdicts(on(it, [4], "v1.1.0"))).toEqual(["applied"]);
    expect(await verdicts(on(it, []))).toEqual(["held"]);
    expect(it.repository.issues.map(({ comments }) => comments.map(({ body }) => body))).toEqual([
      ["Released in v1.0.0.\n\n<!-- releaser: v1.0.0 -->", "Released in v1.1.0.\n\n<!-- releaser: v1.1.0 -->"],
      ["Released in v1.0.0.\n\n<!-- releaser: v1.0.0 -->"],
    ]);
  });

  test("nobody is told where the conversation is gone or locked", async () => {
    const it = await gitHubWorld();
    talkedOf(it, 4, 5);
    for (const issue of it.repository.issues.slice(0, 1)) issue.locked = true;
    expect(await verdicts(on(it, [4, 5, 9]))).toEqual(["applied"]);
    expect(it.repository.issues.map(({ comments }) => comments.length)).toEqual([0, 1]);
  });
});

test("a discussion is opened once, and not before the release is public", async () => {
  const it = await gitHubWorld({ categories: ["Announcements"] });
  const page = it.page();
  const marker = { plan: "p", checksums: "c" };
  const id = await page.createDraft({ tag: "v1.0.0", title: "v1.0.0", marker, prerelease: false });
  const file = join(tempDir(), "a.txt");
  writeFileSync(file, "text");
  await page.upload(id, { name: "a.txt", file });
  const discussion = discussionResource({ client: it.client(), tag: "v1.0.0", category: "Announcements" });
  expect((await brought(discussion))[0]?.failure?.code).toBe("E_RELEASE_ABSENT");
  await page.makePublic(id, { latest: true, prerelease: false });
  expect(await verdicts(discussion)).toEqual(["applied"]);
  expect(await verdicts(discussion)).toEqual(["held"]);
  const nowhere = discussionResource({ client: it.client(), tag: "v1.0.0", category: "Nowhere" });
  expect(await verdicts(nowhere)).toEqual(["held"]);
});

describe("pull requests", () => {
  const wanted = { head: "topic", base: "main", title: "words", body: "more words" };

  test("one is opened, found again, and brought up to date, and another is opened after it was merged", async () => {
    const refs = { "refs/heads/main": "a".repeat(40), "refs/heads/topic": "b".repeat(40) };
    const it = await gitHubWorld({ refs });
    const client = it.client();
    expect(await findPull(client, wanted)).toBeUndefined();
    await Promise.all([bringPull(client, wanted), bringPull(client, wanted)]);
    await bringPull(client, { ...wanted, title: "other words" });
    expect(it.repository.pulls).toHaveLength(1);
    expect(await findPull(client, wanted)).toMatchObject({ number: 1, state: "open", title: "other words" });
    for (const pull of it.repository.pulls) {
      Object.assign(pull, { state: "closed", mergedAt: "2026-01-01T00:00:00Z", mergeCommit: "c".repeat(40) });
    }
    expect(await findPull(client, wanted)).toMatchObject({ number: 1, state: "merged" });
    expect(await pullsOfCommit(client, "c".repeat(40))).toMatchObject([{ number: 1 }]);
    expect(await pullsOfCommit(client, "d".repeat(40))).toEqual([]);
    await bringPull(client, wanted);
    expect(await findPull(client, wanted)).toMatchObject({ number: 2, state: "open" });
  });
});

describe("what a token may do is asked before anything is done", () => {
  const ruleset = (more: Partial<GitHubRuleset> = {}): GitHubRuleset => ({
    id: 7,
    name: "tags",
    target: "tag",
    include: ["refs/tags/v*"],
    bypass: [],
    rules: ["creation"],
    enforcement: "active",
    ...more,
  });

  test.each([
    { token: "", code: "E_GITHUB_AUTH" },
    { token: "reader", code: "E_GITHUB_AUTH" },
    { token: "writer", code: undefined },
    { token: "workflow", code: undefined },
    { token: "workflow", rulesets: [ruleset()], code: "E_GITHUB_RULES" },
    { token: "writer", rulesets: [ruleset()], code: "E_GITHUB_RULES" },
    { token: "writer", rulesets: [ruleset({ include: ["refs/tags/other*"] })], code: undefined },
    { token: "writer", rulesets: [ruleset({ include: ["refs/tags/**"] })], code: "E_GITHUB_RULES" },
    { token: "writer", rulesets: [ruleset({ enforcement: "evaluate" })], code: undefined },
    { token: "writer", rulesets: [ruleset({ rules: ["deletion"] })], code: undefined },
    { token: "writer", rulesets: [ruleset({ bypass: ["releaser"] })], code: undefined },
  ])("token $token: $code", async ({ token, rulesets = [], code }) => {
    const it = await gitHubWorld({ tagRulesets: rulesets });
    const [outcome] = await brought(
      permissionsResource({ client: it.client(token), newTags: ["v1.0.0", "@acme/core@1.0.0"] }),
    );
    expect([outcome?.verdict, outcome?.failure?.code]).toEqual(
      code === undefined ? ["held", undefined] : ["failed", code],
    );
  });

  test("looking is free, and says what is known", async () => {
    const it = await gitHubWorld({ immutableReleases: true });
    it.server.state.tokens["owner"] = { login: "owner", role: "admin", refusal: 403 };
    const looked = await reconcile(
      [permissionsResource({ client: it.client("owner"), newTags: ["v1.0.0", "@acme/core@1.0.0"] })],
      {
        mode: "observe",
        clock,
      },
    );
    expect(looked).toMatchObject([{ verdict: "held", note: "acme/shop, releases are immutable" }]);
    const stranger = await reconcile(
      [permissionsResource({ client: it.client(""), newTags: ["v1.0.0", "@acme/core@1.0.0"] })],
      {
        mode: "observe",
        clock,
      },
    );
    expect(stranger).toMatchObject([{ verdict: "held", note: "acme/shop" }]);
  });
});

test.each([
  ["refs/tags/v*", "refs/tags/v1.0.0", true],
  ["refs/tags/*", "refs/tags/@acme/core@1.0.0", false],
  ["refs/tags/**", "refs/tags/@acme/core@1.0.0", true],
  ["refs/tags/v1.0.?", "refs/tags/v1.0.0", true],
  ["refs/tags/v1.0.0", "refs/tags/v1x0x0", false],
  ["~ALL", "refs/tags/anything", true],
])("%s fits %s: %s", (pattern, ref, fits) => {
  expect(matchesRef(pattern, ref)).toBe(fits);
});
