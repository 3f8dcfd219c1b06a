import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir, throwawayKey } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openExec } from "@releaser/workspace";
import { signText, type TextToVerify, verifyText } from "../src/signatures/ssh-keygen.ts";
import { isSoundSignature, parseSshSignature } from "../src/signatures/ssh-signature.ts";

test("a real signature states the key, the fingerprint and the namespace that ssh-keygen gives", () => {
  const { key, publicKey } = throwawayKey(tempDir());
  const signature = execFileSync("ssh-keygen", ["-Y", "sign", "-n", "git", "-f", key], {
    input: "x",
    encoding: "utf8",
    stdio: "pipe",
  });
  const [type, blob] = readFileSync(publicKey, "utf8").split(" ");
  const listed = execFileSync("ssh-keygen", ["-l", "-f", publicKey], { encoding: "utf8" });
  expect(parseSshSignature(signature)).toEqual({
    publicKey: `${type} ${blob}`,
    fingerprint: listed.split(" ")[1],
    namespace: "git",
  });
});

test("with any bit of it turned over it is no signature, states something else, or is not sound", async () => {
  const { key, allowedSigners, principal } = throwawayKey(tempDir());
  const text = "x";
  const made = await signText(openExec(), { path: key, namespace: "git", text });
  const signature = made.ok ? made.signature : "";
  const stated = parseSshSignature(signature);
  expect(stated).toMatchObject({ namespace: "git" });
  const bytes = Buffer.from(signature.trimEnd());
  const turned = [...bytes].flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => Buffer.from(bytes).fill(byte ^ (1 << bit), index, index + 1)),
  );
  const like = turned
    .map((one) => `${one.toString("latin1")}\n`)
    .filter((one) => JSON.stringify(parseSshSignature(one)) === JSON.stringify(stated));
  expect(like.length).toBeGreaterThan(100);
  const trust = { allowedSigners, signers: readFileSync(allowedSigners, "utf8"), date: new Date() };
  // The key is known by then as that of a trusted signer, who signed this very text.
  const exec = openExec();
  expect(await verifyText(exec, { ...trust, text, signature })).toMatchObject({ sound: true, principal });
  for (const one of like) {
    expect(isSoundSignature(one, text)).not.toBe(true);
    expect([one, await verifyText(exec, { ...trust, text, signature: one })]).toMatchObject([one, { sound: false }]);
  }
});

test("of a key that is known, another text, another namespace, another day and other signers are judged for themselves", async () => {
  const dir = tempDir();
  const { key, allowedSigners, publicKey, principal } = throwawayKey(dir);
  const [type, blob] = readFileSync(publicKey, "utf8").split(" ");
  writeFileSync(allowedSigners, `${principal} namespaces="git",valid-before="20260201" ${type} ${blob}\n`);
  const exec = openExec();
  const sign = async (text: string, namespace = "git"): Promise<string> => {
    const made = await signText(exec, { path: key, namespace, text });
    return made.ok ? made.signature : made.reason;
  };
  const [january, february] = [new Date("2026-01-10T00:00:00Z"), new Date("2026-02-10T00:00:00Z")];
  const judge = async (text: string, signature: string, more: Partial<TextToVerify> = {}): Promise<unknown> => {
    const signers = readFileSync(more.allowedSigners ?? allowedSigners, "utf8");
    const { sound, principal: found } = await verifyText(exec, {
      text,
      signature,
      allowedSigners,
      signers,
      date: january,
      ...more,
    });
    return [sound, found];
  };
  const [one, other, elsewhere] = [await sign("one"), await sign("other"), await sign("one", "file")];
  expect(await judge("one", one)).toEqual([true, principal]);
  expect(await judge("other", other)).toEqual([true, principal]);
  expect(await judge("other", one)).toEqual([false, undefined]);
  expect(await judge("one", elsewhere)).toEqual([false, undefined]);
  expect(await judge("one", one, { date: february })).toEqual([true, undefined]);
  const stranger = throwawayKey(dir, "stranger");
  expect(await judge("one", one, { allowedSigners: stranger.allowedSigners })).toEqual([true, undefined]);
});

test.each(["rsa", "ecdsa"])(
  "a signature by a key of type %s is ssh-keygen's to judge, each for itself",
  async (type) => {
    const dir = tempDir();
    const key = join(dir, "key");
    execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", key]);
    const allowedSigners = join(dir, "signers");
    const signers = `someone ${readFileSync(`${key}.pub`, "utf8")}`;
    writeFileSync(allowedSigners, signers);
    const exec = openExec();
    const made = await signText(exec, { path: key, namespace: "git", text: "one" });
    const signature = made.ok ? made.signature : made.reason;
    expect(isSoundSignature(signature, "one")).toBeUndefined();
    const trust = { signature, allowedSigners, signers, date: new Date() };
    expect(await verifyText(exec, { ...trust, text: "one" })).toMatchObject({ sound: true, principal: "someone" });
    expect(await verifyText(exec, { ...trust, text: "two" })).toMatchObject({ sound: false, principal: undefined });
  },
);

test("ssh-keygen and we agree on what an ed25519 key signed, whatever the text", async () => {
  const { key } = throwawayKey(tempDir());
  for (const text of ["", "\n", "ü\u2028\0", "a".repeat(100_000)]) {
    const made = await signText(openExec(), { path: key, namespace: "git", text });
    expect([text, isSoundSignature(made.ok ? made.signature : "", text)]).toEqual([text, true]);
    expect(isSoundSignature(made.ok ? made.signature : "", `${text} `)).toBe(false);
  }
});

test("anything else is no signature", () => {
  const armor = (bytes: Uint8Array): string =>
    `-----BEGIN SSH SIGNATURE-----\n${Buffer.from(bytes).toString("base64")}\n-----END SSH SIGNATURE-----\n`;
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(parseSshSignature(armor(bytes))).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const signature = armor(Buffer.concat([Buffer.from("SSHSIG\0\0\0\u0001"), bytes]));
      expect(() => parseSshSignature(signature)).not.toThrow();
      expect(isSoundSignature(signature, "x")).not.toBe(true);
    }),
  );
  expect(parseSshSignature("-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n")).toBeUndefined();
});
