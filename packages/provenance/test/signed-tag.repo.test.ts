import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Exec } from "@releaser/core";
import { throwawayKey } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { createSignedTag, openSigningKey, renderTagMessage, type SignedTagOptions, verifyTag } from "../src/index.ts";
import { commitAll, gitVerifies, plan, producer, refusal, type SigningWorld, signingWorld, trust } from "./world.ts";

const message = renderTagMessage(plan(), { ...producer, commit: "c".repeat(40), checksumsSha256: "a".repeat(64) });

async function ready(): Promise<{ readonly world: SigningWorld; readonly request: SignedTagOptions }> {
  const world = await signingWorld();
  const key = await openSigningKey({ ...world, env: { ...world.env, RELEASER_SIGNING_KEY: world.key } });
  const tagger = { name: "Releaser", email: "releaser@example.test", date: new Date() };
  const { git, exec, commit: object, allowedSigners } = world;
  return { world, request: { git, exec, key, name: "v1.4.0", object, message, tagger, allowedSigners } };
}

const tags = ({ git }: SigningWorld): Promise<string> =>
  git.text(["for-each-ref", "--format=%(refname:short)", "refs/tags"]);

test("git and we accept the tag that was made, and it reads back whole", async () => {
  const { world, request } = await ready();
  const oid = await createSignedTag(request);
  expect(gitVerifies(world, "v1.4.0")).toBe(true);
  expect(await world.git.text(["rev-parse", "refs/tags/v1.4.0"])).toBe(oid);
  const verified = await verifyTag({ ...request, object: world.commit });
  expect(verified).toMatchObject({
    ok: true,
    oid,
    object: world.commit,
    type: "commit",
    signer: world.principal,
    fingerprint: request.key.fingerprint,
    message,
    problems: [],
  });
  expect(verified.trailers).toContainEqual({ key: "Checksums-SHA256", value: "a".repeat(64) });
});

test("git reads its trailers, and ssh-keygen alone verifies it", async () => {
  const { world, request } = await ready();
  await createSignedTag(request);
  const { stdout: text } = await world.git.run(["cat-file", "tag", "v1.4.0"]);
  const at = text.indexOf("-----BEGIN SSH SIGNATURE-----");
  const [payload, signature] = [text.slice(0, at), text.slice(at)];
  const parsed = await world.git.run(["interpret-trailers", "--parse"], {
    input: payload.slice(payload.indexOf("\n\n") + 2),
  });
  expect(parsed.stdout.trim()).toBe(message.split("\n\n").at(-1)?.trim());
  const file = join(world.tempDir, "signature");
  writeFileSync(file, signature);
  const verify = ["-Y", "verify", "-n", "git", "-f", world.allowedSigners, "-I", world.principal, "-s", file];
  const ran = async (input: string): Promise<number | undefined> =>
    (await world.exec("ssh-keygen", verify, { input })).code;
  expect([await ran(payload), await ran(payload.replace("v1.4.0", "v1.4.1"))]).toEqual([0, 255]);
});

test("package tags and rollback tags are made alike", async () => {
  const { world, request } = await ready();
  for (const name of ["@s/a@1.4.0", "rollback/v1.4.0-1"]) {
    await createSignedTag({ ...request, name });
    expect(gitVerifies(world, name)).toBe(true);
  }
});

test("made again, the same tag is returned as it is, whatever the time", async () => {
  const { request } = await ready();
  const oid = await createSignedTag(request);
  const later = { ...request.tagger, date: new Date(request.tagger.date.getTime() + 60_000) };
  expect(await createSignedTag({ ...request, tagger: later })).toBe(oid);
});

describe("a conflict is never overwritten, exit 6", () => {
  test("the same name with another commit, another message, or without a signature", async () => {
    const { world, request } = await ready();
    const oid = await createSignedTag(request);
    const other = await commitAll(world.git, "other");
    for (const change of [{ object: other }, { message: `${message}\nmore\n` }]) {
      expect(await refusal(createSignedTag({ ...request, ...change }))).toMatchObject({
        code: "E_TAG_CONFLICT",
        exit: 6,
      });
    }
    await world.git.text(["tag", "v2.0.0", world.commit]);
    expect(await refusal(createSignedTag({ ...request, name: "v2.0.0" }))).toMatchObject({
      code: "E_TAG_CONFLICT",
      exit: 6,
    });
    expect(await world.git.text(["rev-parse", "refs/tags/v1.4.0"])).toBe(oid);
  });

  test("a branch of that name, and a tag that stands in the way as a folder", async () => {
    const { world, request } = await ready();
    await world.git.text(["branch", "v1.4.0"]);
    expect(await refusal(createSignedTag(request))).toMatchObject({ code: "E_TAG_CONFLICT" });
    await world.git.text(["tag", "rollback", world.commit]);
    expect(await refusal(createSignedTag({ ...request, name: "rollback/v1.4.0-1" }))).toMatchObject({
      code: "E_TAG_CONFLICT",
    });
    expect(await tags(world)).toBe("rollback");
  });

  test("somebody else was first between looking and putting it in place", async () => {
    const { world, request } = await ready();
    const racing: Exec = async (program, args, options) => {
      if (args.includes("verify")) await world.git.text(["update-ref", "refs/tags/v1.4.0", world.commit]);
      return world.exec(program, args, options);
    };
    expect(await refusal(createSignedTag({ ...request, exec: racing }))).toMatchObject({ code: "E_TAG_CONFLICT" });
    expect(await world.git.text(["rev-parse", "refs/tags/v1.4.0"])).toBe(world.commit);
  });
});

describe("it fails closed: no reference is left", () => {
  const breaks: readonly (readonly [string, (world: SigningWorld) => void])[] = [
    ["the key is removed midway", (world) => rmSync(world.key)],
    ["the key becomes readable by others", (world) => chmodSync(world.key, 0o644)],
    ["the key is emptied", (world) => writeFileSync(world.key, "")],
  ];
  test.each(breaks)("%s: exit 9, and with the key back the same call succeeds", async (_, breakIt) => {
    const { world, request } = await ready();
    rmSync(world.publicKey);
    const kept = await openSigningKey({
      ...world,
      env: { ...world.env, RELEASER_SIGNING_KEY: readFileSync(world.key, "utf8") },
    });
    breakIt(world);
    expect(await refusal(createSignedTag(request))).toMatchObject({ code: "E_SIGNING_KEY_MISSING", exit: 9 });
    expect(await tags(world)).toBe("");
    await createSignedTag({ ...request, key: kept });
    await kept.dispose();
    expect(gitVerifies(world, "v1.4.0")).toBe(true);
  });

  test("ssh-keygen says success and gives no signature, or another text's", async () => {
    const { world, request } = await ready();
    for (const stdout of ["", "signed", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"]) {
      const lying: Exec = (program, args, options) =>
        args[1] === "sign"
          ? Promise.resolve({ code: 0, stdout, stderr: "", timedOut: false })
          : world.exec(program, args, options);
      expect((await refusal(createSignedTag({ ...request, exec: lying }))).exit).toBe(9);
    }
    const swapping: Exec = (program, args, options) =>
      world.exec(program, args, args[1] === "sign" ? { ...options, input: "another text" } : options);
    expect(await refusal(createSignedTag({ ...request, exec: swapping }))).toMatchObject({
      code: "E_TAG_NOT_VERIFIED",
      exit: 9,
    });
    expect(await tags(world)).toBe("");
  });

  test("nobody trusts the key, or not for git, or not any more", async () => {
    const { world, request } = await ready();
    const stranger = throwawayKey(world.tempDir, "stranger");
    const files = [
      stranger.allowedSigners,
      trust(world, world, 'namespaces="file"'),
      trust(world, world, 'namespaces="git",valid-before="20200101"'),
      join(world.tempDir, "none"),
    ];
    for (const allowedSigners of files) {
      expect(await refusal(createSignedTag({ ...request, allowedSigners }))).toMatchObject({
        code: "E_TAG_NOT_VERIFIED",
        exit: 9,
      });
    }
    expect(await tags(world)).toBe("");
  });

  test("what is asked for is no tag", async () => {
    const { world, request } = await ready();
    const date = new Date();
    const dayBeforeYesterday = new Date(date.getTime() - 2 * 86_400_000);
    const requests: readonly (readonly [string, Partial<SignedTagOptions>])[] = [
      ["E_TAG_INVALID", { name: "-d@1.0.0" }],
      ["E_TAG_INVALID", { name: "$(touch canary)" }],
      ["E_TAG_INVALID", { object: "HEAD" }],
      ["E_TAG_INVALID", { object: "0".repeat(40) }],
      ["E_TAG_INVALID", { object: await world.git.text(["rev-parse", "HEAD^{tree}"]) }],
      ["E_TAG_INVALID", { message: "v1\n\n-----BEGIN SSH SIGNATURE-----\n" }],
      ["E_TAG_INVALID", { message: "v1\u0000" }],
      ["E_TAG_INVALID", { tagger: { name: "A <x@y> 1 +0000\ntagger B", email: "a@b", date } }],
      ["E_TAG_INVALID", { tagger: { name: "A", email: "a@b>\nx", date } }],
      ["E_TAG_BACKDATED", { tagger: { name: "A", email: "a@b", date: dayBeforeYesterday } }],
    ];
    for (const [code, change] of requests) {
      expect((await refusal(createSignedTag({ ...request, ...change }))).code).toBe(code);
    }
    expect(await tags(world)).toBe("");
  });
});
