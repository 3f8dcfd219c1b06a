import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, gitRepo, releaser, startProgram, tempDir, throwawayKey } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { forgeTag } from "./forge-tag.ts";
import { outgoingWorlds, type ReleaseWorld } from "./release-world.ts";
import { acme } from "./worlds.ts";

const { key, open } = outgoingWorlds();

const publish = ["publish", "1.5.0", "--to", "tagged", "--outward"];

const references = ({ place, repo }: ReleaseWorld): readonly string[] => [
  repo.git("for-each-ref"),
  repo.git("ls-remote", join(place, "origin.git")),
];

/** A program that leaves a file behind, and that file. */
function canaryIn(dir: string): { readonly program: string; readonly file: string } {
  const [program, file] = [join(dir, "canary.sh"), join(dir, "sang")];
  writeFileSync(program, `#!/bin/sh\ntouch '${file}'\nexit 1\n`);
  chmodSync(program, 0o755);
  return { program, file };
}

/** Amends the release's commit with whatever lies in the work tree, dated as told. */
async function amend({ dir }: GitRepo, date = new Date()): Promise<void> {
  const env = { GIT_COMMITTER_DATE: date.toISOString() };
  const ran = await startProgram(["git", "commit", "--quiet", "--amend", "--no-edit", "--all"], { cwd: dir, env }).done;
  expect(ran).toMatchObject({ code: 0, stderr: "" });
}

test("hostile.31 a release cannot name its own signer", async () => {
  const stranger = throwawayKey(tempDir(), "stranger");
  const it = await open(stranger.key);
  writeFileSync(join(it.repo.dir, ".github/allowed_signers"), readFileSync(stranger.allowedSigners));
  await amend(it.repo);
  const before = references(it);
  expect(await it.status(publish)).toMatchObject({ exit: 6, failures: [{ code: "E_COMMIT_FILES" }] });
  expect(references(it)).toEqual(before);

  const object = it.repo.git("rev-parse", "HEAD");
  it.repo.git("update-ref", "refs/tags/v1.5.0", forgeTag(it.repo, { object, key: stranger.key }));
  const forged = references(it);
  const told = [{ code: "E_TAG_SIGNER_UNKNOWN" }, { code: "E_COMMIT_FILES" }];
  expect(await it.status(["verify"])).toMatchObject({ exit: 6, failures: told });
  expect(references(it)).toEqual(forged);
});

describe("hostile.32", () => {
  test("a branch of the tag's name is a conflict, and no tag is made", async () => {
    const it = await open(key);
    it.repo.git("branch", "v1.5.0");
    const before = references(it);
    expect(await it.status(publish)).toMatchObject({ exit: 6, failures: [{ code: "E_TAG_CONFLICT" }] });
    expect(it.repo.git("tag", "--list", "v1.5.0")).toBe("");
    expect(references(it)[1]).toEqual(before[1]);
  });

  test("replaced objects are not believed", async () => {
    const it = await open(key);
    const { git } = it.repo;
    const [release, parent] = git("rev-parse", "HEAD", "HEAD^").split("\n");
    git("replace", "HEAD", "HEAD^");
    expect(git("log", "-1", "--format=%s")).toBe("initial");
    expect(await it.status(publish)).toMatchObject({ exit: 0 });
    const other = forgeTag(it.repo, { object: parent ?? "", key });
    git("replace", git("rev-parse", "refs/tags/v1.5.0"), other);
    const verified = await it.status(["verify"]);
    expect(verified.resources[0]).toMatchObject({ id: "signature:v1.5.0", verdict: "held" });
    expect(git("--no-replace-objects", "rev-parse", "refs/tags/v1.5.0^{commit}")).toBe(release);
  });

  test("programs that the repository's configuration names are not run", async () => {
    const it = await open(key);
    const { program, file } = canaryIn(it.place);
    const hooks = join(it.place, "hooks");
    mkdirSync(hooks);
    const names = ["pre-commit", "commit-msg", "post-commit", "pre-push", "reference-transaction", "post-checkout"];
    for (const name of [...names, "post-merge", "post-index-change"]) {
      writeFileSync(join(hooks, name), readFileSync(program), { mode: 0o755 });
    }
    const settings = ["gpg.program", "gpg.ssh.program", "gpg.x509.program", "core.fsmonitor", "core.editor"];
    for (const name of [...settings, "core.pager", "core.askPass", "core.sshCommand", "diff.external"]) {
      it.repo.git("config", name, program);
    }
    it.repo.git("config", "core.hooksPath", hooks);
    it.repo.git("config", "tag.gpgSign", "true");
    it.repo.git("config", "commit.gpgSign", "true");
    expect(await it.status(publish)).toMatchObject({ exit: 0 });
    expect((await it.status(["verify"])).resources[0]).toMatchObject({ id: "signature:v1.5.0", verdict: "held" });
    expect(existsSync(file)).toBe(false);
  });

  test("what the environment tells git is not heard", async () => {
    const it = await open(key);
    const elsewhere = gitRepo(acme());
    const untouched = [elsewhere.git("for-each-ref"), elsewhere.git("status", "--porcelain")];
    const { program, file } = canaryIn(it.place);
    const env = {
      GIT_DIR: join(elsewhere.dir, ".git"),
      GIT_WORK_TREE: elsewhere.dir,
      GIT_INDEX_FILE: join(elsewhere.dir, ".git/index"),
      GIT_OBJECT_DIRECTORY: join(elsewhere.dir, ".git/objects"),
      GIT_CONFIG_COUNT: "2",
      GIT_CONFIG_KEY_0: "core.fsmonitor",
      GIT_CONFIG_VALUE_0: program,
      GIT_CONFIG_KEY_1: "gpg.ssh.program",
      GIT_CONFIG_VALUE_1: program,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${program}'`,
      GIT_SSH_COMMAND: program,
      GIT_SSH: program,
      GIT_ASKPASS: program,
      GIT_EDITOR: program,
      GIT_EXTERNAL_DIFF: program,
      GIT_EXEC_PATH: it.place,
    };
    expect(await it.status(publish, { env })).toMatchObject({ exit: 0 });
    expect((await it.status(["verify"], { env })).resources[0]).toMatchObject({ verdict: "held" });
    expect(existsSync(file)).toBe(false);
    expect([elsewhere.git("for-each-ref"), elsewhere.git("status", "--porcelain")]).toEqual(untouched);
  });
});

test("hostile.33 a hook that adds a trailer is not run", async () => {
  const { dir, git } = gitRepo(acme());
  const hook = "#!/bin/sh\necho 'Decision-ID: D-9999' >> \"$1\"\n";
  for (const name of ["commit-msg", "prepare-commit-msg"]) {
    writeFileSync(join(dir, ".git/hooks", name), hook, { mode: 0o755 });
  }
  git("commit", "--quiet", "--allow-empty", "--message", "it works");
  expect(git("log", "-1", "--format=%B")).toContain("D-9999");
  expect(await releaser(["version"], { cwd: dir })).toMatchObject({ code: 0, stderr: "" });
  expect(git("log", "-1", "--format=%B")).not.toContain("D-9999");
});

describe("hostile.35 an address that runs a program, reads as an option or holds a password", () => {
  const secret = "s3cr3t-of-a-person";
  const runs = (file: string): readonly (readonly [setting: string, url: string])[] => [
    ["remote.origin.url", `ext::sh -c touch% ${file}`],
    ["remote.origin.url", `-oProxyCommand=touch ${file}`],
    ["remote.origin.url", `ssh://-oProxyCommand=touch%20${file}/x`],
    ["remote.origin.url", `-oProxyCommand=touch ${file}:x`],
    ["remote.origin.url", `https://ada:${secret}@127.0.0.1:9/x.git`],
    ["remote.origin.pushurl", `ext::sh -c touch% ${file}`],
    ["remote.origin.pushurl", `https://ada:${secret}@127.0.0.1:9/x.git`],
  ];

  test("is refused before it is asked, and no password is printed", async () => {
    const it = await open(key);
    it.repo.git("config", "protocol.ext.allow", "always");
    const file = join(it.place, "sang");
    const url = it.repo.git("config", "remote.origin.url");
    const page = existsSync(join(it.place, "releases"));
    for (const [setting, value] of runs(file)) {
      it.repo.git("config", setting, value);
      const verbs = [publish, ["verify", "1.5.0"], ["status"]];
      for (const ran of await Promise.all(verbs.map((args) => it.run([...args, "--json"])))) {
        expect([setting, value, statusIn(ran)]).toMatchObject([
          setting,
          value,
          { exit: 2, failures: [{ code: "E_REMOTE_URL" }] },
        ]);
        expect(ran.stdout + ran.stderr).not.toContain(secret);
      }
      it.repo.git("config", "remote.origin.url", url);
      if (setting !== "remote.origin.url") it.repo.git("config", "--unset", setting);
    }
    expect([existsSync(file), existsSync(join(it.place, "releases")), it.repo.git("tag")]).toEqual([false, page, ""]);
  });
});

describe("hostile.36 a date that is not the true one", () => {
  const day = 86_400_000;

  test("a commit from the future gets no tag, and both dates are told", async () => {
    const it = await open(key);
    const future = new Date(Date.now() + 3 * day);
    await amend(it.repo, future);
    const before = references(it);
    const { exit, failures } = await it.status(publish);
    expect([exit, failures[0]?.code]).toEqual([9, "E_TAG_NOT_VERIFIED"]);
    expect(failures[0]?.what).toContain(new Date().toISOString().slice(0, 10));
    expect(failures[0]?.what).toContain(future.toISOString().slice(0, 10));
    expect(references(it)).toEqual(before);
  });

  test("the tag is dated now, whatever git is told; one that is older than its commit is told with both dates", async () => {
    const it = await open(key);
    const env = { GIT_COMMITTER_DATE: "2019-01-01T00:00:00Z", GIT_AUTHOR_DATE: "2019-01-01T00:00:00Z" };
    expect(await it.status(publish, { env })).toMatchObject({ exit: 0 });
    const dated = it.repo.git("for-each-ref", "--format=%(taggerdate:unix)", "refs/tags/v1.5.0");
    expect(Math.abs(Date.now() - Number(dated) * 1000)).toBeLessThan(day);

    const object = it.repo.git("rev-parse", "HEAD");
    const old = forgeTag(it.repo, { object, key, date: new Date("2026-01-01") });
    it.repo.git("push", "--quiet", "--force", "origin", `${old}:refs/tags/v1.5.0`);
    it.repo.git("tag", "--delete", "v1.5.0");
    const { exit, failures } = await it.status(["verify"]);
    expect([exit, failures[0]?.code]).toEqual([6, "E_TAG_BACKDATED"]);
    expect(failures[0]?.what).toContain("2026-01-01");
    expect(failures[0]?.what).toContain(it.repo.git("log", "-1", "--format=%cI").slice(0, 10));
  });
});
