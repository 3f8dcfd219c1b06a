import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tempDir, throwawayKey } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openExec } from "@releaser/workspace";
import { signText, verifyText } from "../src/ssh-keygen.ts";
import { parseSshSignature } from "../src/ssh-signature.ts";

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
  const { key, allowedSigners } = throwawayKey(tempDir());
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
  const trust = { allowedSigners, signers: readFileSync(allowedSigners, "utf8"), publicKey: stated?.publicKey ?? "" };
  for (const one of like) {
    const asked = { ...trust, text, signature: one, date: new Date() };
    expect([one, await verifyText(openExec(), asked)]).toMatchObject([one, { sound: false }]);
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
      expect(() => parseSshSignature(armor(Buffer.concat([Buffer.from("SSHSIG\0\0\0\u0001"), bytes])))).not.toThrow();
    }),
  );
  expect(parseSshSignature("-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n")).toBeUndefined();
});
