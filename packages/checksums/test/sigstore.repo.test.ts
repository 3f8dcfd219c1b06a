import { createHash, generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { bundleFromJSON } from "@sigstore/bundle";
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, rekorHandler } from "@sigstore/mock";
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { tempDir } from "@releaser/testkit";
import { attest, verify } from "sigstore";
import { expect, onTestFinished, test } from "vitest";
import { attestStatement, renderStatement, type Sigstore, verifyBundle } from "../src/index.ts";

const statement = renderStatement({
  subjects: [{ name: "a.zip", sha256: "a".repeat(64), sha512: "b".repeat(128) }],
  version: "1.4.0",
  builder: "https://example.test/ci",
  producer: "releaser@0.1.0",
});

const identity = {
  issuer: "https://token.example.test",
  subject: "https://example.test/acme/.github/workflows/release.yml@refs/heads/main",
};

/** By which the log signs its checkpoints, wherever it is asked. */
const logName = "https://rekor.example.test";

/** The token of a CI run; the authority of the test looks at its claims and not at its signature. */
function token(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: identity.issuer, sub: identity.subject, aud: "sigstore", exp: 4_000_000_000 };
  return `${part({ alg: "none" })}.${part(claims)}.x`;
}

/** A proposed entry of the log as the real one keeps it: digests in place of the envelope. The mock keeps what it is given. */
function toStored(body: string): string {
  const proposed = JSON.parse(body) as {
    readonly kind?: string;
    readonly spec?: { readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] } };
  };
  if (proposed.kind !== "dsse" || proposed.spec === undefined) return body;
  const { envelope, verifiers } = proposed.spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope) as {
    readonly payload: string;
    readonly signatures: readonly { readonly sig: string }[];
  };
  const hash = (bytes: string | Uint8Array): object => ({
    algorithm: "sha256",
    value: createHash("sha256").update(bytes).digest("hex"),
  });
  const spec = {
    envelopeHash: hash(envelope),
    payloadHash: hash(Buffer.from(payload, "base64")),
    signatures: signatures.map(({ sig }, index) => ({ signature: sig, verifier: verifiers[index] })),
  };
  return JSON.stringify({ ...proposed, spec });
}

/** The address of a server on loopback for one test. */
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = async (status: number): Promise<string> =>
  await listen((_, response) => response.writeHead(status).end());

/** Sigstore's authority and log on loopback, by its own mock package: real certificates, a real log entry, and who trusts both. */
async function openSigstore(): Promise<Sigstore> {
  const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ctLog = await initializeCTLog(keys);
  const ca = await initializeCA(keys, ctLog);
  const tlog = await initializeTLog(logName, keys);
  const handlers = [fulcioHandler(ca), rekorHandler(tlog)];
  const url = await listen((request, response) => {
    const handler = handlers.find(({ path }) => path === request.url);
    void text(request)
      .then((body) => handler?.fn(toStored(body)))
      .then((answer) => {
        response.writeHead(answer?.statusCode ?? 404, { "content-type": answer?.contentType ?? "text/plain" });
        response.end(answer?.response);
      });
  });

  const validFor = { start: new Date(0).toISOString() };
  const log = (key: Buffer, id: Uint8Array): object => ({
    baseUrl: logName,
    hashAlgorithm: HashAlgorithm[HashAlgorithm.SHA2_256],
    publicKey: {
      rawBytes: key.toString("base64"),
      keyDetails: PublicKeyDetails[PublicKeyDetails.PKIX_ECDSA_P256_SHA_256],
      validFor,
    },
    logId: { keyId: Buffer.from(id).toString("base64") },
  });
  const root = Buffer.from(ca.rootCertificate.buffer).toString("base64");
  const trusted = TrustedRoot.fromJSON({
    certificateAuthorities: [{ uri: url, certChain: { certificates: [{ rawBytes: root }] }, validFor }],
    tlogs: [log(tlog.publicKey, createHash("sha256").update(tlog.publicKey).digest())],
    ctlogs: [log(ctLog.publicKey, Buffer.from(ctLog.logID.buffer))],
  });
  const verifier = new Verifier(toTrustMaterial(trusted));
  return {
    attest: async (payload, type) =>
      await attest(payload, type, { fulcioURL: url, rekorURL: url, identityToken: token(), retry: 0 }),
    verify: async (bundle, { certificateIssuer, certificateIdentityURI }) =>
      await Promise.resolve().then(() =>
        verifier.verify(toSignedEntity(bundleFromJSON(bundle)), {
          subjectAlternativeName: certificateIdentityURI,
          extensions: { issuer: certificateIssuer },
        }),
      ),
  };
}

test("a statement is signed by the identity of a CI run, and verifies for that identity and that statement alone", async () => {
  const sigstore = await openSigstore();
  const bundle = await attestStatement(statement, sigstore);
  expect(await verifyBundle(bundle, { statement, identity, sigstore })).toEqual([]);

  const other = { ...identity, subject: identity.subject.replace("main", "mai.") };
  expect(await verifyBundle(bundle, { statement, identity: other, sigstore })).toHaveLength(1);
  const part = { ...identity, subject: "https://example.test/acme/" };
  expect(await verifyBundle(bundle, { statement, identity: part, sigstore })).toHaveLength(1);
  const issuer = { ...identity, issuer: "https://evil.test" };
  expect(await verifyBundle(bundle, { statement, identity: issuer, sigstore })).toHaveLength(1);
  const changed = statement.replace("1.4.0", "1.4.1");
  expect(await verifyBundle(bundle, { statement: changed, identity, sigstore })).toHaveLength(1);
  const forged = bundle.replace(Buffer.from(statement).toString("base64"), Buffer.from(changed).toString("base64"));
  expect(forged).not.toBe(bundle);
  expect(await verifyBundle(forged, { statement: changed, identity, sigstore })).toHaveLength(1);
  expect(await verifyBundle("{}", { statement, identity, sigstore })).toHaveLength(1);
});

const attestAt = async (fulcioURL: string): Promise<string> =>
  await attestStatement(statement, {
    attest: async (payload, type) => await attest(payload, type, { fulcioURL, identityToken: token(), retry: 0 }),
  });

test("where no authority answers, or it cannot, nothing is signed and running again is safe: exit 5", async () => {
  const failure = { code: "E_SIGSTORE_UNAVAILABLE", exit: 5, retryable: true };
  await expect(attestAt("http://127.0.0.1:9")).rejects.toMatchObject({ failure });
  for (const status of [408, 429, 503]) {
    await expect(attestAt(await answering(status))).rejects.toMatchObject({ failure });
  }
});

test("where the authority refuses, the identity is at fault: exit 9", async () => {
  for (const status of [400, 401, 403]) {
    await expect(attestAt(await answering(status))).rejects.toMatchObject({
      failure: { code: "E_STATEMENT_KEY", exit: 9, why: expect.stringContaining(`(${status})`) },
    });
  }
});

test("where sigstore does not say whom it trusts, a bundle is not judged: exit 5", async () => {
  const bundle = await attestStatement(statement, await openSigstore());
  const dir = tempDir();
  const root = join(dir, "root.json");
  const mirrors = createRequire(createRequire(import.meta.url).resolve("sigstore"))(
    "@sigstore/tuf/seeds.json",
  ) as Record<string, { readonly "root.json": string }>;
  writeFileSync(root, Buffer.from(Object.values(mirrors)[0]?.["root.json"] ?? "", "base64"));
  const away = { tufMirrorURL: "http://127.0.0.1:9", tufRootPath: root, tufCachePath: join(dir, "cache"), retry: 0 };
  const sigstore: Pick<Sigstore, "verify"> = {
    verify: async (document, policy) => await verify(document as Parameters<typeof verify>[0], { ...policy, ...away }),
  };
  await expect(verifyBundle(bundle, { statement, identity, sigstore })).rejects.toMatchObject({
    failure: { code: "E_SIGSTORE_UNAVAILABLE", exit: 5 },
  });
});
