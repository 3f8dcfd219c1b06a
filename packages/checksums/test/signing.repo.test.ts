import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFromJSON, envelopeFromJSON } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";
import { PublicKeyDetails, TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { cleanEnv, tempDir, throwawayKey } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openSignerAt, openVerifier, renderStatement, signStatement, verifyEnvelope } from "../src/index.ts";
import { runProgram } from "../src/run-program.ts";
import { parseEnvelope, preAuthEncoding, renderEnvelope } from "../src/signing/envelope.ts";
import { checksums, report } from "./run-checksums.ts";

const ssh = { exec: runProgram, env: cleanEnv() };

const statement = renderStatement({
  subjects: [{ name: "a.zip", sha256: "a".repeat(64), sha512: "b".repeat(128) }],
  version: "1.4.0",
  builder: "https://example.test/é",
  producer: "releaser@0.1.0",
});

interface Key {
  readonly path: string;
  /** What trusts it. */
  readonly trust: string;
}

function ed25519Key(dir: string): Key {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const path = join(dir, "key.pem");
  writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return { path, trust: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

function sshKey(dir: string, namespaces = "git,dsse@releaser"): Key {
  const { key, allowedSigners } = throwawayKey(dir);
  const trust = readFileSync(allowedSigners, "utf8").replace('namespaces="git"', `namespaces="${namespaces}"`);
  return { path: key, trust };
}

const sign = async ({ path }: Key): Promise<string> => await signStatement(statement, await openSignerAt(path, ssh));

async function look(text: string, { trust }: Key): Promise<readonly string[]> {
  const verifier = openVerifier(trust, "trusted", ssh);
  return await verifyEnvelope(text, { file: "1.4.0.intoto.dsse.json", statement, verifier }).catch((error: unknown) => [
    String(error),
  ]);
}

describe.each([
  ["an ed25519 key in PEM", ed25519Key],
  ["an SSH key", sshKey],
])("with %s", (_, open) => {
  test("a statement is signed and verifies; another key's trust, another statement and any flipped bit are refused", async () => {
    const key = open(tempDir());
    const text = await sign(key);
    expect(await look(text, key)).toEqual([]);
    expect(await look(text, open(tempDir()))).toHaveLength(1);
    const verifier = openVerifier(key.trust, "trusted", ssh);
    expect(await verifyEnvelope(text, { file: "x", statement: statement.replace("1.4.0", "1.4.1"), verifier })).toEqual(
      ["it holds another statement than the one beside it"],
    );
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (index, bit) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(index) ^ (1 << bit), index);
        expect(await look(flipped.toString("utf8"), key)).not.toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("the command signs, and verifies who signed", async () => {
    const dir = tempDir();
    const key = open(dir);
    const other = tempDir();
    writeFileSync(join(dir, "trusted"), key.trust);
    writeFileSync(join(dir, "untrusted"), open(other).trust);
    writeFileSync(join(dir, "a.zip"), "a");
    const record = ["record", "a.zip", "--version", "1.4.0", "--sign", key.path];
    expect(await report(record, dir)).toMatchObject({
      ok: true,
      written: ["1.4.0.intoto.json", "1.4.0.intoto.dsse.json", "1.4.0.txt"].map((name) => `release/checksums/${name}`),
    });
    const ran = await checksums(["verify", "--signed-by", "trusted", "release/checksums/1.4.0.txt", "a.zip"], dir);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining("signed by a key that is trusted")]);
    const refused = await report(["verify", "--signed-by", "untrusted", "release/checksums/1.4.0.txt", "a.zip"], dir);
    expect(refused).toMatchObject({ exit: 6, problems: [{ file: "1.4.0.intoto.dsse.json", problem: "different" }] });
    const told = await checksums(["verify", "--signed-by", "untrusted", "release/checksums/1.4.0.txt", "a.zip"], dir);
    expect(told.stdout).toContain("✗ the statement has a signature that is refused");
    expect(told.stdout).not.toContain("not verified");
  });
});

test("recorded anew without a signature, the same statement keeps its envelope and another one loses it", async () => {
  const dir = tempDir();
  const { path } = ed25519Key(dir);
  const record = ["record", "a.zip", "--version", "1.4.0", "--out", "."];
  const verify = ["verify", "1.4.0.txt", "a.zip"];
  const envelope = join(dir, "1.4.0.intoto.dsse.json");
  writeFileSync(join(dir, "a.zip"), "a");
  expect(await report([...record, "--sign", path], dir)).toMatchObject({ ok: true });
  const signed = readFileSync(envelope, "utf8");
  expect((await checksums(record, dir)).stdout).not.toContain("taken away");
  expect(readFileSync(envelope, "utf8")).toBe(signed);
  writeFileSync(join(dir, "a.zip"), "b");
  expect(await checksums(record, dir)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("1.4.0.intoto.dsse.json was taken away"),
  });
  expect(existsSync(envelope)).toBe(false);
  expect(await report(verify, dir)).toMatchObject({ ok: true });
  writeFileSync(envelope, "{}");
  expect(await report(record, dir)).toMatchObject({ ok: true });
  expect(existsSync(envelope)).toBe(false);
});

test("the @sigstore packages read the envelope, agree on what is signed, and verify the ed25519 signature", async () => {
  const key = ed25519Key(tempDir());
  const document: unknown = JSON.parse(await sign(key));
  const envelope = envelopeFromJSON(document);
  expect(envelope.payload.toString("utf8")).toBe(statement);
  expect(dsse.preAuthEncoding(envelope.payloadType, envelope.payload)).toEqual(preAuthEncoding(statement));

  const keyid = envelope.signatures[0]?.keyid ?? "";
  const toBundle = (dsseEnvelope: unknown): ReturnType<typeof bundleFromJSON> =>
    bundleFromJSON({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint: keyid }, tlogEntries: [] },
      dsseEnvelope,
    });
  const rawBytes = Buffer.from(key.trust.replaceAll(/-----.*-----|\n/gu, ""), "base64");
  const trusted = toTrustMaterial(TrustedRoot.fromJSON({}), {
    [keyid]: { rawBytes, keyDetails: PublicKeyDetails.PKIX_ED25519 },
  });
  const verifier = new Verifier(trusted, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  expect(() => verifier.verify(toSignedEntity(toBundle(document)))).not.toThrow();

  const changed = {
    ...(document as object),
    payload: Buffer.from(statement.replace("1.4.0", "1.4.1")).toString("base64"),
  };
  expect(() => verifier.verify(toSignedEntity(toBundle(changed)))).toThrow(/signature/iu);
});

test("the @sigstore packages read the envelope of an SSH key too, whose signature ssh-keygen verifies", async () => {
  const dir = tempDir();
  const key = sshKey(dir);
  const envelope = envelopeFromJSON(JSON.parse(await sign(key)));
  const sig = envelope.signatures[0]?.sig ?? Buffer.alloc(0);
  const lines = sig.toString("base64").match(/.{1,70}/gu) ?? [];
  const [signature, signers] = [join(dir, "signature"), join(dir, "signers")];
  writeFileSync(signature, `-----BEGIN SSH SIGNATURE-----\n${lines.join("\n")}\n-----END SSH SIGNATURE-----\n`);
  writeFileSync(signers, key.trust);
  const args = ["-Y", "verify", "-n", "dsse@releaser", "-f", signers, "-I", "releaser@example.test", "-s", signature];
  const input = dsse.preAuthEncoding(envelope.payloadType, envelope.payload);
  expect(execFileSync("ssh-keygen", args, { input, encoding: "utf8" })).toContain("Good");
});

test("an SSH signature whose unsigned bytes are others is refused, although ssh-keygen accepts some", async () => {
  const key = sshKey(tempDir());
  const text = await sign(key);
  const { sig, keyid } = parseEnvelope(text, "x");
  const changed = (change: (blob: Buffer) => Buffer): string =>
    renderEnvelope({ payload: statement, keyid, sig: change(Buffer.from(sig)) });
  const older = changed((blob) => {
    blob.writeUInt32BE(0, 6);
    return blob;
  });
  const longer = changed((blob) => Buffer.concat([blob, Buffer.alloc(4)]));
  for (const other of [older, longer]) expect(await look(other, key)).toHaveLength(1);
  expect(
    await look(
      changed((blob) => blob),
      key,
    ),
  ).toEqual([]);
});

describe("what cannot sign or is not trusted for it", () => {
  test("a signer who is trusted for tags alone is not trusted for statements", async () => {
    const key = sshKey(tempDir(), "git");
    expect(await look(await sign(key), key)).toEqual([
      expect.stringMatching(/namespace|not permitted|no signer|key/iu),
    ]);
  });

  test("a passphrase, another kind of key, no key and no file: exit 9, and nothing is written", async () => {
    const dir = tempDir();
    writeFileSync(join(dir, "a.zip"), "a");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(join(dir, "rsa.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
    const { privateKey: locked } = generateKeyPairSync("ed25519");
    const cipher = { cipher: "aes-256-cbc", passphrase: "x" };
    writeFileSync(join(dir, "locked.pem"), locked.export({ type: "pkcs8", format: "pem", ...cipher }));
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "secret", "-f", join(dir, "locked")]);
    writeFileSync(join(dir, "garbage"), "garbage");
    for (const key of ["rsa.pem", "locked.pem", "locked", "garbage", "none"]) {
      const ran = await report(["record", "a.zip", "--version", "1.4.0", "--out", "out", "--sign", key], dir);
      expect([key, ran.exit, ran.failures[0]?.code, ran.written]).toEqual([key, 9, "E_STATEMENT_KEY", []]);
    }
  });
});
