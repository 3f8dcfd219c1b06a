import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { throwawayKey } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSignedTag, openSigningKey, trustedSigners, verifyTag } from "../src/index.ts";
import { signText } from "../src/signatures/ssh-keygen.ts";
import { commitAll, gitVerifies, type SigningWorld, signingWorld, trust } from "./world.ts";

const day = 86_400_000;

async function released(): Promise<{ readonly world: SigningWorld; readonly oid: string }> {
  const world = await signingWorld();
  const key = await openSigningKey({ ...world, env: { ...world.env, RELEASER_SIGNING_KEY: world.key } });
  const tagger = { name: "Releaser", email: "releaser@example.test", date: new Date() };
  const oid = await createSignedTag({
    ...world,
    key,
    name: "v1.0.0",
    object: world.commit,
    message: "v1.0.0\n\nRulesHash: R@1\n",
    tagger,
  });
  return { world, oid };
}

/** Signs whatever it is given and puts it under a name, as somebody with a key and no scruples would. */
async function forge(world: SigningWorld, name: string, payload: string): Promise<string> {
  const signed = await signText(world.exec, { path: world.key, namespace: "git", text: payload });
  if (!signed.ok) throw new Error(signed.reason);
  const oid = await world.git.text(["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], {
    input: payload + signed.signature,
  });
  point(world, name, oid);
  return oid;
}

/** Git itself would refuse to name an object that it cannot parse. */
function point(world: SigningWorld, name: string, oid: string): void {
  writeFileSync(join(world.dir, ".git/refs/tags", name), `${oid}\n`);
}

const payload = (object: string, { type = "commit", tag = "v2.0.0", date = new Date() } = {}): string =>
  `object ${object}\ntype ${type}\ntag ${tag}\ntagger T <t@example.test> ${Math.floor(date.getTime() / 1000)} +0000\n\nv\n`;

const codes = async (
  world: SigningWorld,
  name: string,
  more: Partial<Parameters<typeof verifyTag>[0]> = {},
): Promise<readonly string[]> => (await verifyTag({ ...world, name, ...more })).problems.map(({ code }) => code);

test("what is no signed tag of a commit is told apart", async () => {
  const { world, oid } = await released();
  const { git, commit } = world;
  await git.text(["tag", "light", commit]);
  await git.text(["tag", "--no-sign", "-a", "-m", "x", "bare", commit]);
  await git.text(["tag", "of-tree", await git.text(["rev-parse", "HEAD^{tree}"])]);
  const blob = await git.text(["hash-object", "-w", "--stdin"], { input: "x" });
  await forge(world, "blob", payload(blob, { type: "blob", tag: "blob" }));
  await forge(world, "nested", payload(oid, { type: "tag", tag: "nested" }));
  await forge(world, "headless", "object x\n\nv\n");
  expect(await codes(world, "v1.0.0")).toEqual([]);
  expect(await codes(world, "light")).toEqual(["E_TAG_LIGHTWEIGHT"]);
  expect(await codes(world, "of-tree")).toEqual(["E_TAG_LIGHTWEIGHT"]);
  expect(await codes(world, "bare")).toEqual(["E_TAG_UNSIGNED"]);
  expect(await codes(world, "blob")).toEqual(["E_TAG_NOT_COMMIT"]);
  expect(await codes(world, "nested")).toEqual(["E_TAG_NESTED"]);
  expect(await codes(world, "headless")).toEqual(["E_TAG_MALFORMED"]);
  expect(await codes(world, "none")).toEqual(["E_TAG_ABSENT"]);
  expect(await codes(world, "$(id)")).toEqual(["E_TAG_INVALID"]);
});

test("a signed tag under another name is refused, although git accepts it", async () => {
  const { world, oid } = await released();
  await world.git.text(["update-ref", "refs/tags/v9.9.9", oid]);
  expect(gitVerifies(world, "v9.9.9")).toBe(true);
  expect(await codes(world, "v9.9.9")).toEqual(["E_TAG_NAME_MISMATCH"]);
});

test("another commit than the expected one is refused, and a replaced object is not believed", async () => {
  const { world } = await released();
  const other = await commitAll(world.git, "other");
  expect(await codes(world, "v1.0.0", { object: other })).toEqual(["E_TAG_OBJECT_MISMATCH"]);
  await world.git.text([
    "replace",
    "-f",
    await world.git.text(["rev-parse", "v1.0.0"]),
    await forge(world, "v3.0.0", payload(other, { tag: "v1.0.0" })),
  ]);
  expect((await verifyTag({ ...world, name: "v1.0.0" })).object).toBe(world.commit);
});

test("signers are told apart: unknown, of another time or purpose, without a file", async () => {
  const { world } = await released();
  const stranger = throwawayKey(world.tempDir, "stranger");
  expect(await codes(world, "v1.0.0", { allowedSigners: stranger.allowedSigners })).toEqual(["E_TAG_SIGNER_UNKNOWN"]);
  expect(await codes(world, "v1.0.0", { allowedSigners: trust(world, world, 'valid-before="20200101"') })).toEqual([
    "E_TAG_KEY_EXPIRED",
  ]);
  expect(await codes(world, "v1.0.0", { allowedSigners: trust(world, world, 'namespaces="file"') })).toEqual([
    "E_TAG_KEY_EXPIRED",
  ]);
  expect(await codes(world, "v1.0.0", { allowedSigners: join(world.tempDir, "none") })).toEqual(["E_SIGNERS_MISSING"]);
});

test("a key that expired since is accepted for a tag of its time, and a tag older than its commit is not", async () => {
  const world = await signingWorld();
  const tomorrow = new Date(Date.now() + day).toISOString().slice(0, 10).replaceAll("-", "");
  const untilTomorrow = trust(world, world, `namespaces="git",valid-before="${tomorrow}"`);
  await forge(world, "v2.0.0", payload(world.commit));
  expect(await codes(world, "v2.0.0", { allowedSigners: untilTomorrow })).toEqual([]);
  await forge(world, "v2.0.0", payload(world.commit, { date: new Date(Date.now() + 3 * day) }));
  expect(await codes(world, "v2.0.0", { allowedSigners: untilTomorrow })).toEqual(["E_TAG_KEY_EXPIRED"]);
  await forge(world, "v2.0.0", payload(world.commit, { date: new Date(Date.now() - 30 * day) }));
  expect(gitVerifies(world, "v2.0.0")).toBe(true);
  expect(await codes(world, "v2.0.0")).toEqual(["E_TAG_BACKDATED"]);
});

test("one flipped byte fails the verification", async () => {
  const { world } = await released();
  const { stdout: text } = await world.git.run(["cat-file", "tag", "v1.0.0"]);
  const armour = text.indexOf("-----BEGIN SSH SIGNATURE-----");
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), async (at, flip) => {
      const flipped = text.slice(0, at) + String.fromCodePoint((text.codePointAt(at) ?? 0) ^ flip) + text.slice(at + 1);
      // White space inside the armour is no part of the signature.
      fc.pre(at < armour || !/\s/u.test(text.charAt(at)));
      const oid = await world.git.text(["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], {
        input: flipped,
      });
      point(world, "v1.0.0", oid);
      expect(await codes(world, "v1.0.0")).not.toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("trusted signers come from the reference that is trusted, and only from a regular file", async () => {
  const { git, dir, commit } = await signingWorld();
  writeFileSync(join(dir, "signers"), "me ssh-ed25519 AAAA\n");
  const first = await commitAll(git, "signers");
  writeFileSync(join(dir, "signers"), "evil ssh-ed25519 BBBB\n");
  await commitAll(git, "evil");
  expect(await trustedSigners(git, { ref: "HEAD^", file: "signers" })).toBe("me ssh-ed25519 AAAA\n");
  expect(await trustedSigners(git, { ref: first, file: "signers" })).toBe("me ssh-ed25519 AAAA\n");
  expect(await trustedSigners(git, { ref: commit, file: "signers" })).toBeUndefined();
  expect(await trustedSigners(git, { ref: "HEAD~9", file: "signers" })).toBeUndefined();
  expect(await trustedSigners(git, { ref: "--output=x", file: "signers" })).toBeUndefined();
  const target = await git.text(["hash-object", "-w", "--stdin"], { input: "/etc/passwd" });
  await git.text(["update-index", "--add", "--cacheinfo", `120000,${target},link`]);
  await git.text(["commit", "--quiet", "-m", "link"]);
  expect(await trustedSigners(git, { ref: "HEAD", file: "link" })).toBeUndefined();
});

test("a signature that was seen to hold is not asked for again; under other signers it is", async () => {
  const { world } = await released();
  let asked = 0;
  const exec: typeof world.exec = (...args) => {
    if (args[0] === "ssh-keygen") asked += 1;
    return world.exec(...args);
  };
  const judged = async (allowedSigners = world.allowedSigners): Promise<readonly string[]> =>
    (await verifyTag({ ...world, exec, allowedSigners, name: "v1.0.0" })).problems.map(({ code }) => code);
  expect(await judged()).toEqual([]);
  const once = asked;
  expect(once).toBeGreaterThan(0);
  expect(await judged()).toEqual([]);
  expect(asked).toBe(once);
  const nobody = join(world.dir, "nobody");
  writeFileSync(nobody, "");
  expect(await judged(nobody)).toEqual(["E_TAG_SIGNER_UNKNOWN"]);
  expect(asked).toBeGreaterThan(once);
});

test("whom a key is of is asked once for all tags of a run, also at once; nobody is asked for again", async () => {
  const { world } = await released();
  const key = await openSigningKey({ ...world, env: { ...world.env, RELEASER_SIGNING_KEY: world.key } });
  const tagger = { name: "Releaser", email: "releaser@example.test", date: new Date() };
  const names = ["a@1.0.0", "b@1.0.0", "c@1.0.0"];
  for (const name of names) {
    await createSignedTag({ ...world, key, name, object: world.commit, message: `${name}\n`, tagger });
  }
  const asked: string[] = [];
  const exec: typeof world.exec = (...args) => {
    if (args[0] === "ssh-keygen") asked.push(String(args[1][1]));
    return world.exec(...args);
  };
  const judge = async (allowedSigners: string): Promise<readonly string[]> => {
    asked.length = 0;
    const judged = names.map(async (name) => await codes({ ...world, exec, allowedSigners }, name));
    return (await Promise.all(judged)).flat();
  };
  expect(await judge(world.allowedSigners)).toEqual([]);
  expect(asked.toSorted()).toEqual(["find-principals", "verify"]);
  const stranger = throwawayKey(world.tempDir, "stranger");
  const nobody = names.map(() => "E_TAG_SIGNER_UNKNOWN");
  expect(await judge(stranger.allowedSigners)).toEqual(nobody);
  expect(await judge(stranger.allowedSigners)).toEqual(nobody);
  expect(asked).toContain("find-principals");
});
