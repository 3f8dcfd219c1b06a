import { reconcile, type Clock, type Outcome } from "@releaser/core";
import { gitRepo, openGitRepo, repo, tempDir, type GitRepo } from "@releaser/testkit";
import { openGit } from "@releaser/workspace";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refPushResource, type RefPushOptions } from "../src/remote/ref-push-resource.ts";

const clock: Clock = { now: () => new Date(0), elapsed: () => 0, sleep: () => Promise.resolve() };
const world = repo().pkg("@s/a@1.0.0");

interface Pushed {
  readonly refs: RefPushOptions["refs"];
  readonly remote?: string;
  readonly fastForward?: boolean;
}

async function push(from: Pick<GitRepo, "dir">, { refs, remote = "origin", ...more }: Pushed): Promise<Outcome> {
  const resource = refPushResource({
    git: openGit(from.dir),
    remote,
    refs,
    stage: "tagged",
    id: "push:v1.0.0",
    title: "pushing",
    ...more,
  });
  const [outcome] = await reconcile([resource], { mode: "apply", clock, tries: 2 });
  if (!outcome) throw new Error("no outcome");
  return outcome;
}

function releaseOf(from: GitRepo, tag = "v1.0.0"): RefPushOptions["refs"] {
  from.git("tag", "-a", "-m", tag, tag);
  return [
    { name: "refs/heads/main", oid: from.git("rev-parse", "HEAD") },
    { name: `refs/tags/${tag}`, oid: from.git("rev-parse", tag) },
  ];
}

function clone(origin: string): GitRepo {
  const dir = join(tempDir(), "second");
  openGitRepo("/").git("clone", "--quiet", origin, dir);
  return openGitRepo(dir, origin);
}

function remoteRefs({ git, origin }: GitRepo): readonly string[] {
  return git("ls-remote", "--refs", origin ?? "")
    .split("\n")
    .map((line) => line.replace("\t", " "));
}

describe("a push of a release", () => {
  test("brings branch and tag together, and then holds", async () => {
    const from = gitRepo(world, { origin: true });
    from.commit("release");
    const refs = releaseOf(from);
    expect(await push(from, { refs })).toMatchObject({ verdict: "applied", note: "2 references in origin" });
    expect(remoteRefs(from)).toEqual(refs.map(({ name, oid }) => `${oid} ${name}`));
    expect(await push(from, { refs })).toMatchObject({ verdict: "held", attempts: 0 });
  });

  test("is finished after the branch has moved on, also from a clone that does not have what came since", async () => {
    const from = gitRepo(world, { origin: true });
    from.commit("release");
    const refs = releaseOf(from);
    from.git("push", "--quiet", "origin", "HEAD:main");
    const second = clone(from.origin ?? "");
    second.git(
      "-c",
      "user.name=S",
      "-c",
      "user.email=s@example.test",
      "commit",
      "--quiet",
      "--allow-empty",
      "-m",
      "later",
    );
    second.git("push", "--quiet", "origin", "HEAD:main");
    expect(await push(from, { refs })).toMatchObject({ verdict: "applied" });
    expect(remoteRefs(from)).toEqual([
      `${second.git("rev-parse", "HEAD")} refs/heads/main`,
      `${refs[1]?.oid} refs/tags/v1.0.0`,
    ]);
    expect(from.git("rev-parse", "origin/main")).toBe(refs[0]?.oid);
  });

  test("is refused where a second pusher came first, and leaves no half release", async () => {
    const first = gitRepo(world, { origin: true });
    const second = clone(first.origin ?? "");
    first.commit("release by the first");
    second.git(
      "-c",
      "user.name=S",
      "-c",
      "user.email=s@example.test",
      "commit",
      "--quiet",
      "--allow-empty",
      "-m",
      "release by the second",
    );
    second.git("config", "user.name", "S");
    second.git("config", "user.email", "s@example.test");
    const refs = releaseOf(first);
    await push(first, { refs });
    const outcome = await push(second, { refs: releaseOf(second) });
    expect(outcome).toMatchObject({ verdict: "conflict", failure: { code: "E_REF_CONFLICT", exit: 6, who: "Owner" } });
    expect(remoteRefs(first)).toEqual(refs.map(({ name, oid }) => `${oid} ${name}`));
  });

  test("that loses the race between looking and pushing is refused whole", async () => {
    const from = gitRepo(world, { origin: true });
    const other = clone(from.origin ?? "");
    other.git("config", "user.name", "S");
    other.git("config", "user.email", "s@example.test");
    other.git("tag", "-a", "-m", "other", "v1.0.0");
    from.commit("release");
    const refs = releaseOf(from);
    const git = openGit(from.dir);
    const racing: typeof git = {
      ...git,
      run: async (args, options) => {
        if (args.includes("push")) other.git("push", "--quiet", "origin", "v1.0.0");
        return await git.run(args, options);
      },
    };
    const resource = refPushResource({
      git: racing,
      remote: "origin",
      refs,
      stage: "tagged",
      id: "push",
      title: "pushing",
    });
    const [outcome] = await reconcile([resource], { mode: "apply", clock });
    expect(outcome).toMatchObject({ verdict: "conflict", failure: { code: "E_REF_CONFLICT" } });
    expect(remoteRefs(from)).toEqual([
      `${other.git("rev-parse", "HEAD")} refs/heads/main`,
      `${other.git("rev-parse", "v1.0.0")} refs/tags/v1.0.0`,
    ]);
  });

  test("never moves a branch where only creation is allowed", async () => {
    const from = gitRepo(world, { origin: true });
    from.commit("release");
    expect(await push(from, { refs: releaseOf(from), fastForward: false })).toMatchObject({ verdict: "conflict" });
    expect(remoteRefs(from)).toHaveLength(1);
  });

  test("that a hook declines says so, once, and leaves nothing there", async () => {
    const from = gitRepo(world, { origin: true });
    const hook = join(from.origin ?? "", "hooks", "pre-receive");
    mkdirSync(join(from.origin ?? "", "hooks"), { recursive: true });
    writeFileSync(hook, "#!/bin/sh\necho 'no releases on Fridays' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    from.commit("release");
    const outcome = await push(from, { refs: releaseOf(from) });
    expect(outcome).toMatchObject({
      verdict: "failed",
      attempts: 1,
      failure: { code: "E_PUSH_REFUSED", exit: 5, retryable: false },
    });
    expect(outcome.failure?.why).toContain("no releases on Fridays");
    expect(remoteRefs(from)).toHaveLength(1);
  });

  test("from a shallow clone that cannot tell asks for the history", async () => {
    const from = gitRepo(world, { origin: true });
    from.commit("release");
    from.commit("later");
    from.git("push", "--quiet", "origin", "HEAD:main");
    const dir = join(tempDir(), "shallow");
    openGitRepo("/").git("clone", "--quiet", "--depth=1", `file://${from.origin}`, dir);
    const refs = [{ name: "refs/heads/main", oid: from.git("rev-parse", "HEAD~1") }];
    from.git("push", "--quiet", "origin", `${refs[0]?.oid}:refs/heads/old`);
    openGitRepo(dir).git("fetch", "--quiet", "--depth=1", "origin", "old");
    expect(await push({ dir }, { refs })).toMatchObject({
      verdict: "failed",
      failure: { code: "E_HISTORY_SHALLOW", exit: 2 },
    });
  });

  test("to an address that runs a program runs none", async () => {
    const from = gitRepo(world, { origin: true });
    const canary = join(tempDir(), "canary");
    for (const remote of [
      `ext::sh -c touch% ${canary}`,
      `--upload-pack=touch ${canary}`,
      `--receive-pack=touch ${canary}`,
    ]) {
      expect(await push(from, { remote, refs: [] })).toMatchObject({
        verdict: "failed",
        failure: { code: "E_REMOTE_URL", exit: 2 },
      });
    }
    from.git("config", "url.ext::sh -c touch.insteadOf", "https://rewritten.test");
    from.git("remote", "set-url", "origin", "https://rewritten.test/x");
    expect(await push(from, { refs: [] })).toMatchObject({ failure: { code: "E_REMOTE_URL" } });
    expect(existsSync(canary)).toBe(false);
  });

  test("to a place that is no repository fails with git's words", async () => {
    const from = gitRepo(world);
    const outcome = await push(from, {
      remote: join(tempDir(), "nowhere"),
      refs: [{ name: "refs/heads/main", oid: from.git("rev-parse", "HEAD") }],
    });
    expect(outcome).toMatchObject({ verdict: "failed", failure: { code: "E_PUSH_REFUSED" } });
    expect(outcome.failure?.why).toContain("does not appear to be a git repository");
  });
});
