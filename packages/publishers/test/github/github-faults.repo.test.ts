import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { holds, reconcile, sha256, type Resource } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import type { Answer, GitHubFault, SeenRequest } from "@releaser/testkit/github";
import { describe, expect, test } from "vitest";
import { commentsResource, openGitHubPage } from "../../src/github/index.ts";
import { assetResource, bodyResource, choosePage, draftResource, publicResource } from "../../src/index.ts";
import { gitHubWorld, type GitHubWorld } from "./github-world.ts";

const tag = "v1.0.0";
const marker = { plan: "1".repeat(64), checksums: "2".repeat(64) };
const clock = { now: () => new Date(), elapsed: () => performance.now(), sleep: () => Promise.resolve() };

/** A release from its draft to its comment, as a process that was just started sees it. */
function story(it: GitHubWorld, dir: string): readonly Resource[] {
  const client = it.client();
  const page = openGitHubPage(client);
  const find = async () => choosePage(await page.list(tag), marker);
  const draft = draftResource({ page, tag, title: tag, marker, prerelease: false });
  const assets = ["a.txt", "b.txt"].map((name) => {
    const file = join(dir, name);
    writeFileSync(file, name);
    const replaceable = (): Promise<boolean> => Promise.resolve(true);
    return assetResource({ page, find, tag, name, file, sha256: sha256(name), after: [draft.id], replaceable });
  });
  const after = assets.map(({ id }) => id);
  const body = bodyResource({ page, find, tag, body: () => Promise.resolve("words\n"), stage: "announced", after });
  const latest = (): Promise<boolean> => Promise.resolve(true);
  const open = publicResource({ page, find, tag, prerelease: false, latest, after: [body.id] });
  const numbers = (): Promise<readonly number[]> => Promise.resolve([4]);
  return [
    draft,
    ...assets,
    body,
    open,
    commentsResource({ client, numbers, tag, body: "Released.", after: [open.id] }),
  ];
}

/** Runs it until it holds, at most three times, and tells what the world is then, without the ids that count up. */
async function told(faultAt: (count: number, request: SeenRequest) => GitHubFault | undefined): Promise<unknown> {
  const it = await gitHubWorld();
  it.repository.issues = [{ number: 4, title: "words", locked: false, comments: [] }];
  let count = 0;
  it.server.interfere((request) => faultAt((count += 1), request));
  const dir = tempDir();
  for (let runs = 1; runs <= 3; runs += 1) {
    const outcomes = await reconcile(story(it, dir), { mode: "apply", clock, random: () => 0, concurrency: 1 });
    if (outcomes.every((outcome) => holds(outcome))) break;
  }
  const { releases, issues, latest, refs } = it.repository;
  return {
    releases: releases.map(({ assets, id, draft, body }) => [
      { draft, body, latest: id === latest },
      assets.map(({ name, state, bytes }) => `${name} ${state} ${Buffer.from(bytes).toString()}`).toSorted(),
    ]),
    comments: issues.map(({ comments }) => comments.map(({ body }) => body)),
    refs,
  };
}

const words = (status: number, headers: Answer["headers"] = {}): Answer => ({
  status,
  headers,
  body: { message: "words" },
});

const faults: Readonly<Record<string, GitHubFault>> = {
  reset: { at: "before", hears: "reset" },
  ...Object.fromEntries([404, 422, 500].map((status) => [status, { at: "before", hears: words(status) }] as const)),
  "429 with retry-after": { at: "before", hears: words(429, { "retry-after": "1" }) },
  "done, and reset": { at: "after", hears: "reset" },
  "done, and 502": { at: "after", hears: words(502) },
  "said to be done": { at: "before", hears: { status: 204 } },
  "said to be done, in words that are not GitHub's": { at: "before", hears: { status: 201, body: { ok: true } } },
};

describe("a release on GitHub is whole and single whatever goes wrong once", () => {
  test.each(Object.entries(faults))("%s, at every change", async (_, fault) => {
    const whole = await told(() => undefined);
    const changes: SeenRequest[] = [];
    await told((_count, request) => {
      if (request.method !== "GET") changes.push(request);
      return undefined;
    });
    expect(changes).toHaveLength(6);
    for (const at of changes.keys()) {
      let seen = -1;
      const disturbed = await told((_count, { method }) =>
        method !== "GET" && (seen += 1) === at ? fault : undefined,
      );
      expect([at, disturbed]).toEqual([at, whole]);
    }
  });

  test.each(["reset", "404"])("%s, at every third question", async (name) => {
    let all = 0;
    const whole = await told((count) => {
      all = count;
      return undefined;
    });
    for (let at = 2; at <= all; at += 3) {
      const disturbed = await told((count, { method }) =>
        method === "GET" && count === at ? faults[name] : undefined,
      );
      expect([at, disturbed]).toEqual([at, whole]);
    }
  });
});
