import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { sha256 } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import { repositoryRoot } from "@releaser/testkit";
import type { GitHubRepository } from "@releaser/testkit/github";
import { describe, expect, onTestFinished, test } from "vitest";
import { gitHubReleaseWorld } from "./github-world.ts";
import { killTree } from "./processes.ts";
import { outgoingWorlds, type ReleaseWorld } from "./release-world.ts";

const worlds = outgoingWorlds();

const assets = [
  "1.5.0.intoto.json",
  "1.5.0.txt",
  "acme-cli-1.4.1.tgz",
  "acme-core-1.3.0.tgz",
  "dist-tags.json",
  "evidence.json",
  "notes.md",
  "plan.json",
];

describe("a release whose page is on GitHub", () => {
  test("is staged as a draft, announced, verified by anybody, and twice is once", async () => {
    const { it, repository, server, writer } = await gitHubReleaseWorld(worlds);
    expect(await it.run(["publish", "--outward"], writer)).toMatchObject({ code: 0, stderr: "" });
    expect(repository().releases).toMatchObject([{ tag: "v1.5.0", draft: true, title: "v1.5.0" }]);
    expect(
      repository()
        .releases[0]?.assets.map(({ name }) => name)
        .toSorted(),
    ).toEqual(assets);

    expect(await it.status(["announce", "--outward"], writer)).toMatchObject({ failures: [], ok: true });
    const [release] = repository().releases;
    expect(release).toMatchObject({ draft: false, prerelease: false });
    expect(repository().latest).toBe(release?.id);
    const at = `${server.at.api}/acme/shop`;
    for (const words of [
      `**State:** released · [smoke passed](${at}/releases/download/v1.5.0/1.5.0.smoke.json)`,
      "**Published:** `@acme/core@1.3.0` · `@acme/cli@1.4.1`",
      `[\`acme-core-1.3.0.tgz\`](${at}/releases/download/v1.5.0/acme-core-1.3.0.tgz)`,
      `**Decisions and capsules:** [D-0001](${at}/blob/v1.5.0/.sentinel/DECISIONS.md)`,
    ]) {
      expect(release?.body).toContain(words);
    }
    expect(it.repo.git("cat-file", "-t", "v1.5.0")).toBe("tag");

    const stranger = { cwd: it.clone("stranger").dir, env: { GITHUB_TOKEN: undefined } };
    expect(await it.status(["verify", "1.5.0"], stranger)).toMatchObject({ failures: [], ok: true });

    const [before, changes] = [server.snapshot(), () => server.log.filter((line) => !line.startsWith("GET ")).length];
    const count = changes();
    expect(await it.status(["release", "--outward"], writer)).toMatchObject({ failures: [], ok: true });
    expect(await it.status(["status"], stranger)).toMatchObject({ failures: [], ok: true });
    expect([server.snapshot(), changes()]).toEqual([{ ...before, limits: server.state.limits }, count]);
  });

  test("killed while its assets go up it is finished from a fresh clone, on a repository whose releases are immutable", async () => {
    const { it, repository, writer } = await gitHubReleaseWorld(worlds, { repository: { immutableReleases: true } });
    it.repo.git("push", "--quiet", "origin", "main");
    const run = it.start(["publish", "1.5.0", "--outward"], writer);
    await run.line(/ asset +\S+tgz/u);
    killTree(run.pid);
    expect(await run.done).toMatchObject({ signal: "SIGKILL" });
    expect(repository().releases).toMatchObject([{ draft: true }]);

    const fresh = { cwd: it.clone("fresh").dir, ...writer };
    expect(await it.run(["publish", "--outward"], fresh)).toMatchObject({ code: 0, stderr: "" });
    expect(await it.status(["announce", "--outward"], fresh)).toMatchObject({ failures: [], ok: true });
    expect(repository().releases).toMatchObject([{ draft: false, immutable: true }]);
    expect(
      repository()
        .releases[0]?.assets.map(({ name }) => name)
        .toSorted(),
    ).toEqual([...assets, "1.5.0.smoke.json"].toSorted());
    const tampered = repository().releases[0]?.assets.find(({ name }) => name === "acme-core-1.3.0.tgz");
    if (tampered) tampered.bytes = tampered.bytes.map((byte, index) => (index === 20 ? byte ^ 1 : byte));
    const verified = await it.status(["verify", "1.5.0"], fresh);
    expect([verified.exit, verified.failures.map(({ code }) => code)]).toEqual([6, ["E_VERIFY"]]);
  });

  test.each([
    { env: {}, code: "E_GITHUB_AUTH" },
    { env: { GITHUB_TOKEN: "reader" }, code: "E_GITHUB_AUTH" },
    { env: { GITHUB_TOKEN: "writer" }, rules: true, code: "E_GITHUB_RULES" },
  ])("with $env.GITHUB_TOKEN it stops with $code before anything is outward", async ({ env, rules, code }) => {
    const ruleset = {
      id: 7,
      name: "tags",
      target: "tag",
      include: ["~ALL"],
      bypass: [],
      enforcement: "active",
    } as const;
    const tagRulesets = rules ? [{ ...ruleset, include: ["~ALL"], bypass: [], rules: ["creation" as const] }] : [];
    const { it, repository } = await gitHubReleaseWorld(worlds, { repository: { tagRulesets } });
    const { exit, failures } = await it.status(["publish", "--outward"], { env });
    expect([exit, failures.map((one) => [one.code, one.who])]).toEqual([9, [[code, "Integrator/Owner"]]]);
    expect([repository().releases, it.repo.git("ls-remote", "--tags", "origin")]).toEqual([[], ""]);
  });
});

test("two runs from two clones leave one tag, one page with its bytes, and no draft", async () => {
  const { it, repository, writer } = await gitHubReleaseWorld(worlds);
  it.repo.git("push", "--quiet", "origin", "main");
  const other = { ...writer, cwd: it.clone("other").dir };
  const both = await Promise.all([it.run(["publish", "--outward"], writer), it.run(["publish", "--outward"], other)]);
  const again = await it.status(["announce", "--outward"], both[0].code === 0 ? writer : other);
  expect([both.some(({ code }) => code === 0), again.ok]).toEqual([true, true]);
  const { releases } = repository();
  expect(releases).toMatchObject([{ draft: false, tag: "v1.5.0" }]);
  const checksums = releases[0]?.assets.find(({ name }) => name === "1.5.0.txt")?.bytes ?? new Uint8Array();
  it.repo.git("fetch", "--quiet", "--force", "--tags", "origin");
  expect(it.repo.git("cat-file", "tag", "v1.5.0")).toContain(
    `\nChecksums-SHA256: ${sha256(Buffer.from(checksums).toString())}\n`,
  );
  const stranger = { cwd: it.clone("stranger").dir, env: { GITHUB_TOKEN: undefined } };
  expect(await it.status(["verify", "1.5.0"], stranger)).toMatchObject({ failures: [], ok: true });
});

test("where the branch is protected the records are offered in a pull request, once, until they are there", async () => {
  const { it, repository, writer } = await gitHubReleaseWorld(worlds);
  expect(await it.run(["publish", "--outward"], writer)).toMatchObject({ code: 0, stderr: "" });
  protect(it);
  const filed = async (): Promise<unknown> => {
    const { exit, resources } = await it.status(["announce", "--outward"], writer);
    const { verdict, note, failure } = resources.find(({ id }) => id === "filed:1.5.0") ?? {};
    return [exit, verdict, note ?? failure?.why];
  };
  const offered = "offered in https://github.test/acme/shop/pull/1, to be merged";
  expect(await filed()).toEqual([0, "applied", offered]);
  expect(await filed()).toEqual([0, "held", offered]);
  expect(repository().pulls).toMatchObject([{ head: "releaser/filed-v1.5.0", base: "main", state: "open" }]);

  const [pull] = repository().pulls;
  if (pull) pull.state = "closed";
  expect(await filed()).toEqual([8, "pending", expect.stringContaining("was closed: open it again")]);
  const origin = join(it.place, "origin.git");
  it.repo.git("--git-dir", origin, "update-ref", "refs/heads/main", "refs/heads/releaser/filed-v1.5.0");
  expect(await filed()).toEqual([0, "held", "release/checksums/1.5.0.txt on main"]);
  expect(repository().pulls).toHaveLength(1);
});

test("with a directory as page the records wait on a branch for somebody to merge it", async () => {
  const it = await worlds.open(worlds.key);
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  protect(it);
  const announced = await it.status(["announce", "--outward"]);
  expect([announced.exit, announced.failures.map(({ code, why }) => [code, why])]).toEqual([
    8,
    [["E_WAITS", "releaser/filed-v1.5.0 holds the records: merge it into main"]],
  ]);
  expect(await it.status(["verify", "1.5.0"])).toMatchObject({ failures: [], ok: true });
});

/** Lets the remote's main take no more pushes. */
function protect(it: ReleaseWorld): void {
  const hook = join(it.place, "origin.git/hooks/update");
  const refused = 'test "$1" != refs/heads/main || { echo "GH006: Protected branch update failed" >&2; exit 1; }';
  writeFileSync(hook, `#!/bin/sh\n${refused}\n`, { mode: 0o755 });
}

test("what needs no page goes on where GitHub cannot be told, and a rehearsal tells nobody", async () => {
  const it = await worlds.openChanged((repo) => {
    const announce = { comments: true, webhook: { env: "RELEASE_HOOK" } };
    writeFileSync(join(repo.dir, "releaser.config.json"), JSON.stringify({ page: { kind: "github" }, announce }));
    // A rehearsal builds nothing here, since nothing is installed.
    repo.git("rm", "--quiet", ".sentinel/tests/smoke/smoke_core.mjs");
    repo.commit("a page on GitHub, with a remote that is not there");
  });
  const { exit, failures } = await it.status(["publish", "--outward"]);
  expect([exit, failures.map(({ code }) => code)]).toEqual([2, ["E_GITHUB_PLACE"]]);
  const rehearsed = await it.run(["rehearse", "--json"], {
    env: { RELEASE_HOOK: "https://hooks.example.test/secret" },
  });
  expect([rehearsed.code, rehearsed.stdout]).toEqual([0, expect.not.stringMatching(/webhook|E_GITHUB/u)]);
});

describe("a release is told", () => {
  const announce = { comments: true, discussion: "Announcements", webhook: { env: "RELEASE_HOOK" } } as const;

  test("on the pull requests and issues that it concerns, in a discussion, and to a webhook, each once", async () => {
    const { it, repository, writer } = await gitHubReleaseWorld(worlds, {
      repository: { categories: ["Announcements"] },
      config: { announce },
    });
    const posted: unknown[] = [];
    const hook = createServer((request, response) => {
      void json(request).then((document) => posted.push(document));
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => void hook.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void hook.close());
    const { port } = hook.address() as AddressInfo;
    const env = { ...writer.env, RELEASE_HOOK: `http://127.0.0.1:${port}/secret` };
    bringChangesets(it, repository());

    expect(await it.run(["publish", "--outward"], { env })).toMatchObject({ code: 0, stderr: "" });
    const announced = await it.run(["announce", "--outward", "--json"], { env });
    expect([announced.code, announced.stdout + announced.stderr]).toEqual([0, expect.not.stringContaining("secret")]);
    const told = (): unknown =>
      repository().issues.map(({ number, comments }) => [number, comments.map(({ body }) => body)]);
    const packages = "`@acme/core@1.3.0`, `@acme/cli@1.4.1`.";
    const words = new RegExp(`^Released in \\[v1\\.5\\.0\\]\\(http\\S+/v1\\.5\\.0\\): ${packages}\n`, "u");
    const once = [1, 2].map((number) => [number, [expect.stringMatching(words)]]);
    expect(told()).toEqual(once);
    expect(repository().releases[0]?.discussion).toEqual(expect.any(Number));
    expect(posted).toMatchObject([{ schema: "release-announcement.v1", tag: "v1.5.0" }]);
    expect(validateDocument(join(repositoryRoot, ".sentinel"), "release-announcement.v1", posted[0])).toEqual([]);

    const again = await it.status(["announce", "--outward"], { env });
    expect(again.resources.filter(({ verdict }) => verdict !== "held")).toEqual([]);
    expect([told(), posted.length]).toEqual([once, 1]);
  });

  test("where the webhook's address is missing, that is said before anything is outward", async () => {
    const { it, repository, writer } = await gitHubReleaseWorld(worlds, { config: { announce } });
    const { exit, failures } = await it.status(["announce", "--outward"], writer);
    expect([exit, failures.map(({ code }) => code)]).toEqual([9, ["E_WEBHOOK_ADDRESS"]]);
    expect([repository().releases, it.repo.git("ls-remote", "--tags", "origin")]).toEqual([[], ""]);
  });
});

/** The commit that added the changesets came in a pull request that closes an issue. */
function bringChangesets(it: ReleaseWorld, repository: GitHubRepository): void {
  const commit = it.repo.git(
    "log",
    "--format=%H",
    "--max-count=1",
    "--diff-filter=A",
    "--",
    ".changeset/cold-start.md",
  );
  repository.issues = [1, 2].map((number) => ({ number, title: "words", locked: false, comments: [] }));
  repository.pulls.push({
    id: 1,
    number: 2,
    title: "words",
    body: "Fixes #1",
    author: "someone",
    state: "closed",
    base: "main",
    head: "topic",
    headSha: commit,
    mergedAt: "2026-01-01T00:00:00Z",
    mergeCommit: commit,
    commits: [commit],
    createdAt: "2026-01-01T00:00:00Z",
  });
}
