import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tempDir, throwawayKey } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
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
