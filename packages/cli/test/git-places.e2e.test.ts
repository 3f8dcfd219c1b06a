import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, type GitRepo, openGitRepo } from "@releaser/testkit";
import { faultPlan, openFaultProxy, serveGit } from "@releaser/testkit/lab";
import { describe, expect, onTestFinished, test } from "vitest";
import { expectPublished } from "./expect-published.ts";
import { outgoingWorlds, outside, type ReleaseWorld } from "./release-world.ts";

const { key, open, openChanged } = outgoingWorlds();

const publish = ["publish", "1.5.0", "--outward"];

test("hostile.37 a push that comes first makes the whole push fail: exit 6, and no half release anywhere", async () => {
  const it = await open(key);
  const other = it.clone("other");
  writeFileSync(join(other.dir, "packages/core/other.js"), "\n");
  other.commit("somebody else's commit");
  const served = await serveGit(it.place);
  const plan = faultPlan(({ path }) =>
    path.endsWith("/git-receive-pack")
      ? { before: () => void other.git("push", "--quiet", "origin", "main") }
      : undefined,
  );
  const proxy = await openFaultProxy({ service: "git", upstream: served.url, plan: () => plan });
  onTestFinished(async () => {
    await proxy.close();
    await served.close();
  });
  it.repo.git("remote", "set-url", "origin", `${proxy.url}/origin.git`);

  const { exit, failures } = await it.status(publish);
  expect([exit, failures.map(({ code, who }) => [code, who])]).toEqual([6, [["E_REF_CONFLICT", "Owner"]]]);
  const main = other.git("rev-parse", "HEAD");
  expect(outside(it)).toMatchObject({ refs: [`${main}\tHEAD`, `${main}\trefs/heads/main`], registry: {} });
});

describe("a protected branch", () => {
  test("is told with its remedy, nothing is pushed, and once it has the commit the tags alone are", async () => {
    const it = await open(key);
    const rule =
      'case "$1" in refs/heads/main) echo "GH006: Protected branch update failed for $1." >&2; exit 1;; esac';
    const hook = hookOf(it, "update", rule);
    const before = outside(it);
    const { exit, failures } = await it.status(publish);
    expect([exit, failures.map(({ code, who }) => [code, who])]).toEqual([
      9,
      [["E_REMOTE_DENIED", "Integrator/Owner"]],
    ]);
    expect(failures[0]?.why).toContain("GH006: Protected branch");
    expect(failures[0]?.next).toContain("by a pull request");
    expect([outside(it).refs, outside(it).registry]).toEqual([before.refs, {}]);

    rmSync(hook);
    it.repo.git("push", "--quiet", "origin", "main");
    hookOf(it, "update", rule);
    expect(await it.run(publish)).toMatchObject({ code: 0, stderr: "" });
    await expectPublished(it);
  });

  test("whose server declines in words of its own is told in these words", async () => {
    const it = await open(key);
    hookOf(it, "pre-receive", "echo 'no releases on Fridays' >&2; exit 1");
    const { exit, failures } = await it.status(publish);
    expect([exit, failures.map(({ code }) => code)]).toEqual([5, ["E_PUSH_REFUSED"]]);
    expect(failures[0]?.why).toContain("no releases on Fridays");
    expect(outside(it).registry).toEqual({});
  });
});

test("of several remotes the configured one is released to, and the others hear of nothing", async () => {
  const it = await openChanged((repo) => {
    const config = { page: { kind: "directory", path: "../releases" }, remote: "upstream" };
    writeFileSync(join(repo.dir, "releaser.config.json"), JSON.stringify(config));
    repo.commit("released to upstream");
  });
  const fork = openGitRepo(join(it.place, "fork.git"));
  it.repo.git("clone", "--quiet", "--bare", it.repo.origin ?? "", fork.dir);
  it.repo.git("remote", "rename", "origin", "upstream");
  it.repo.git("remote", "add", "origin", fork.dir);
  const before = fork.git("for-each-ref");
  expect(await it.run(["announce", "1.5.0", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  expect(fork.git("for-each-ref")).toBe(before);
  expect(outside(it).refs.some((ref) => ref.endsWith("\trefs/tags/v1.5.0"))).toBe(true);
  expect(await it.status(["verify", "1.5.0"])).toMatchObject({ failures: [], ok: true });
});

test("a detached checkout without the branch is released from, and stays as it is", async () => {
  const it = await open(key);
  it.repo.git("push", "--quiet", "origin", "main");
  const detached = it.clone("detached");
  detached.git("checkout", "--quiet", "--detach");
  detached.git("branch", "--quiet", "--delete", "--force", "main");
  const head = detached.git("rev-parse", "HEAD");
  expect(await it.run(["announce", "1.5.0", "--outward"], { cwd: detached.dir })).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect([detached.git("rev-parse", "HEAD"), detached.git("branch", "--list", "main")]).toEqual([head, ""]);
  expect(await it.status(["verify", "1.5.0"], { cwd: it.clone("fresh").dir })).toMatchObject({
    failures: [],
    ok: true,
  });
});

test.each([
  { depth: 1, code: "E_RELEASE_CUT_OFF", command: "git fetch --unshallow" },
  { depth: 2, code: "E_HISTORY_SHALLOW", command: "git fetch --unshallow --tags origin" },
])("a clone of depth $depth is refused before anything goes outward, with the command that mends it", async (one) => {
  const it = await openChanged((repo) => {
    repo.commit("one more, so that there is something to cut off");
  });
  it.repo.git("push", "--quiet", "origin", "main");
  const shallow = shallowClone(it, one.depth);
  const before = outside(it);
  const { exit, failures } = await it.status(publish, { cwd: shallow.dir });
  expect([exit, failures.map(({ code }) => code), outside(it)]).toEqual([2, [one.code], before]);
  expect(failures[0]?.next).toContain(one.command);
  execFileSync("git", one.command.split(" ").slice(1), { cwd: shallow.dir, env: cleanEnv(), stdio: "pipe" });
  expect(await it.run(publish, { cwd: shallow.dir })).toMatchObject({ code: 0, stderr: "" });
  await expectPublished(it);
});

/** A hook of the remote; gives its path. */
function hookOf({ repo }: ReleaseWorld, name: string, body: string): string {
  const hooks = join(repo.origin ?? "", "hooks");
  mkdirSync(hooks, { recursive: true });
  writeFileSync(join(hooks, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(hooks, name), 0o755);
  return join(hooks, name);
}

function shallowClone(it: ReleaseWorld, depth: number): GitRepo {
  const dir = join(it.place, `depth-${depth}`);
  const identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.test"];
  it.repo.git("clone", "--quiet", `--depth=${depth}`, ...identity, `file://${it.repo.origin ?? ""}`, dir);
  return openGitRepo(dir, it.repo.origin);
}
