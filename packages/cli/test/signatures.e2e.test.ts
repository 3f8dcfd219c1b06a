import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, gpgTest, tempDir, throwawayGpgKey, throwawayKey, type ThrowawayKey } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type Forgery, forgeTag } from "./forge-tag.ts";
import { outgoingWorlds, type ReleaseWorld } from "./release-world.ts";

const { key, openChanged } = outgoingWorlds();

/** Every reference, here and at the remote. */
function references({ place, repo }: ReleaseWorld): readonly [here: string, there: string] {
  return [repo.git("for-each-ref"), repo.git("ls-remote", join(place, "origin.git"))];
}

interface Signed extends ReleaseWorld {
  /** A key that was trusted until 2020. */
  readonly expired: ThrowawayKey;
  readonly stranger: ThrowawayKey;
}

/** A release whose parent trusts one key, and one more until 2020. */
async function open(): Promise<Signed> {
  const keys = tempDir();
  const expired = throwawayKey(keys, "expired");
  const [type, blob] = readFileSync(expired.publicKey, "utf8").split(" ");
  const it = await openChanged((repo) => {
    const line = `old@example.test namespaces="git",valid-before="20200101" ${type} ${blob}\n`;
    appendFileSync(join(repo.dir, ".github/allowed_signers"), line);
    repo.commit("an old signer");
  });
  return { ...it, expired, stranger: throwawayKey(keys, "stranger") };
}

/** Exit, codes each once, and whether any reference came or went. */
async function outcome(
  it: ReleaseWorld,
  args: readonly string[],
  env = {},
): Promise<readonly [number, string, boolean]> {
  const before = references(it);
  const { exit, failures } = await it.status(args, { env });
  const left = JSON.stringify(references(it)) !== JSON.stringify(before);
  return [exit, [...new Set(failures.map(({ code }) => code))].join(), left];
}

test("hostile.27 whatever keeps a key from signing as one that is trusted: exit 9 and no reference, and then the right key makes the tag", async () => {
  const it = await open();
  const dir = tempDir();
  const readable = throwawayKey(dir, "readable");
  chmodSync(readable.key, 0o644);
  const locked = throwawayKey(dir, "locked");
  spawnSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "secret", "-f", locked.key]);
  const inAgent = readFileSync(it.stranger.publicKey, "utf8");
  const keys: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
    "no key": { RELEASER_SIGNING_KEY: undefined },
    "a key that is not there": { RELEASER_SIGNING_KEY: join(dir, "gone") },
    "a passphrase without a terminal": { RELEASER_SIGNING_KEY: locked.key },
    "the text of a key with a passphrase": { RELEASER_SIGNING_KEY: readFileSync(locked.key, "utf8") },
    "permissions 0644": { RELEASER_SIGNING_KEY: readable.key },
    "no agent": { RELEASER_SIGNING_KEY: inAgent },
    "an agent that is gone": { RELEASER_SIGNING_KEY: inAgent, SSH_AUTH_SOCK: join(dir, "agent") },
    "a signer that is not listed": { RELEASER_SIGNING_KEY: it.stranger.key },
    "a signer that is expired": { RELEASER_SIGNING_KEY: it.expired.key },
  };
  const publish = ["publish", "--to", "tagged", "--outward"];
  const told: Record<string, unknown> = {};
  for (const [name, env] of Object.entries(keys)) told[name] = await outcome(it, publish, env);
  expect(told).toEqual({
    "no key": [9, "E_SIGNING_KEY_MISSING", false],
    "a key that is not there": [9, "E_SIGNING_KEY_MISSING", false],
    "a passphrase without a terminal": [9, "E_SIGNING_KEY_MISSING", false],
    "the text of a key with a passphrase": [9, "E_SIGNING_KEY_MISSING", false],
    "permissions 0644": [9, "E_SIGNING_KEY_MISSING", false],
    "no agent": [9, "E_SIGNING_KEY_MISSING", false],
    "an agent that is gone": [9, "E_SIGNING_KEY_MISSING", false],
    "a signer that is not listed": [9, "E_TAG_NOT_VERIFIED", false],
    "a signer that is expired": [9, "E_TAG_NOT_VERIFIED", false],
  });
  // Git would sign by itself then, and leave an unsigned tag where it cannot.
  it.repo.git("config", "tag.gpgSign", "true");
  expect(await outcome(it, publish)).toEqual([0, "", true]);
});

test("hostile.28 to hostile.30 a tag that is there and is not the one that was signed by whom it should be: exit 6 for each that looks, and nothing moves", async () => {
  const it = await open();
  expect(await it.run(["publish", "--to", "tagged", "--outward"])).toMatchObject({ code: 0 });
  const { git } = it.repo;
  const [commit, good, other] = ["HEAD", "refs/tags/v1.5.0", "HEAD^"].map((ref) => git("rev-parse", ref));
  const of = (forgery: Partial<Forgery>): string => forgeTag(it.repo, { object: commit ?? "", key, ...forgery });
  const tags: Readonly<Record<string, readonly [oid: string, code: string]>> = {
    "an unlisted signer": [of({ key: it.stranger.key }), "E_TAG_SIGNER_UNKNOWN"],
    "an expired signer": [of({ key: it.expired.key }), "E_TAG_KEY_EXPIRED"],
    "a signed tag under another name": [git("rev-parse", "refs/tags/@acme/core@1.3.0"), "E_TAG_NAME_MISMATCH"],
    nested: [of({ object: good ?? "", type: "tag" }), "E_TAG_NESTED"],
    lightweight: [commit ?? "", "E_TAG_LIGHTWEIGHT"],
    unsigned: [forgeTag(it.repo, { object: commit ?? "" }), "E_TAG_UNSIGNED"],
    backdated: [of({ date: new Date("2026-01-01") }), "E_TAG_BACKDATED"],
    "backdated to when its key was trusted": [
      of({ key: it.expired.key, date: new Date("2019-06-01") }),
      "E_TAG_BACKDATED",
    ],
    "of a blob": [of({ object: git("rev-parse", "HEAD:package.json"), type: "blob" }), "E_TAG_NOT_COMMIT"],
    "of another commit": [of({ object: other ?? "" }), "E_TAG_OBJECT_MISMATCH"],
    altered: [of({ alter: (payload) => payload.replace("T <", "U <") }), "E_TAG_SIGNATURE_BAD"],
  };
  const fresh = withoutTags(it);
  const told: Record<string, unknown> = {};
  for (const [name, [oid]] of Object.entries(tags)) {
    putTag(it, oid);
    told[name] = await Promise.all([
      outcome(it, ["verify", "1.5.0"]),
      outcome({ ...it, repo: fresh }, ["publish", "1.5.0", "--to", "tagged", "--outward", "--cwd", fresh.dir]),
    ]);
  }
  const expected = Object.entries(tags).map(([name, [, code]]) => [
    name,
    [
      [6, code, false],
      [6, code, false],
    ],
  ]);
  expect(told).toEqual(Object.fromEntries(expected));
  putTag(it, good ?? "");
  const from = (repo: GitRepo, ...args: readonly string[]): ReturnType<typeof outcome> =>
    outcome({ ...it, repo }, [...args, "--cwd", repo.dir]);
  // The registry has nothing yet, so all but the tag is missed.
  expect(await from(fresh, "verify", "1.5.0")).toEqual([6, "E_VERIFY", false]);
  const verify = ["verify", "1.5.0", "--allowed-signers"];
  expect(await from(fresh, ...verify, it.stranger.allowedSigners)).toEqual([6, "E_TAG_SIGNER_UNKNOWN", false]);
  expect(await from(fresh, ...verify, join(it.place, "none"))).toEqual([9, "E_SIGNERS_MISSING", false]);
  expect(await from(fresh, "publish", "1.5.0", "--to", "tagged", "--outward")).toEqual([0, "", true]);
  fresh.git("tag", "--force", "v1.5.0", commit ?? "");
  expect(await from(fresh, "verify", "1.5.0")).toEqual([6, "E_TAG_CONFLICT", false]);
});

/** A clone that was told to bring no tags, as CI makes them. */
function withoutTags(it: ReleaseWorld): GitRepo {
  const clone = it.clone("fresh");
  for (const tag of clone.git("tag").split("\n")) clone.git("tag", "--delete", tag);
  return clone;
}

/** Here and at the remote, with nothing of git's own in between: it would refuse some of them. */
function putTag(it: ReleaseWorld, oid: string): void {
  const origin = join(it.place, "origin.git");
  it.repo.git("update-ref", "refs/tags/v1.5.0", oid);
  it.repo.git("push", "--quiet", "--force", origin, "refs/tags/v1.5.0");
}

gpgTest(
  "OpenPGP, where it is asked for: a passphrase and an unlisted key are exit 9, a listed one signs and verifies",
  async () => {
    const dir = tempDir();
    const trusted = throwawayGpgKey(dir, "trusted");
    const stranger = throwawayGpgKey(dir, "stranger");
    const locked = throwawayGpgKey(dir, "locked", { passphrase: "secret" });
    const it = await openChanged((repo) => {
      const file = join(repo.dir, "releaser.config.json");
      const config = JSON.parse(readFileSync(file, "utf8")) as object;
      writeFileSync(file, JSON.stringify({ ...config, signing: { format: "gpg" } }));
      copyFileSync(trusted.trustedKeys, join(repo.dir, ".github/allowed_gpg_keys.asc"));
      repo.commit("sign with OpenPGP");
    });
    const publish = ["publish", "--to", "tagged", "--outward"];
    const by = (secret: string | undefined): ReturnType<typeof outcome> =>
      outcome(it, publish, { RELEASER_SIGNING_KEY: secret, GNUPGHOME: join(dir, "nobody") });
    expect(await by(undefined)).toEqual([9, "E_SIGNING_KEY_MISSING", false]);
    expect(await by(locked.secret)).toEqual([9, "E_SIGNING_KEY_MISSING", false]);
    expect(await by(key)).toEqual([9, "E_SIGNING_KEY_MISSING", false]);
    expect(await by(stranger.secret)).toEqual([9, "E_TAG_NOT_VERIFIED", false]);
    expect(await by(trusted.secret)).toEqual([0, "", true]);
    const verified = await it.status(["verify"]);
    expect(verified.resources[0]).toMatchObject({ id: "signature:v1.5.0", verdict: "held" });
    expect(await outcome(it, ["verify", "--allowed-signers", stranger.trustedKeys])).toEqual([
      6,
      "E_TAG_SIGNER_UNKNOWN",
      false,
    ]);
  },
);
