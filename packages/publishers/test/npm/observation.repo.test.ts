import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { json, type LabHandler, type LabReply, serve } from "@releaser/testkit/lab";
import { describe, expect, onTestFinished, test } from "vitest";
import { fetchOwnBytes, TooLarge } from "../../src/fetch-bytes.ts";
import { npmResource } from "../../src/npm/npm-resource.ts";
import { openNpmRegistry } from "../../src/npm/npm-registry.ts";
import { packedFile, type PackedFile } from "../packed-file.ts";
import { npmWorld } from "./npm-world.ts";

/** A server that a release takes for its registry, and how the packed file is judged there. */
async function judged(answer: (packed: PackedFile, host: string) => LabHandler) {
  const packed = await packedFile(tempDir(), { name: "a", version: "1.0.0", text: "bytes" });
  const server = await serve((request) => answer(packed, request.headers["host"] ?? "")(request));
  onTestFinished(() => server.close());
  const registry = openNpmRegistry({ env: {}, userconfig: join(tempDir(), "none"), registry: server.url });
  const { run, events } = await npmWorld();
  const [outcome] = await run(npmResource({ ...packed, registry, access: "public", settle: 0 }));
  return { outcome, tries: events.filter(({ type }) => type === "retrying").length + 1 };
}

const packument = (packed: PackedFile, host: string, dist: object = {}): LabReply =>
  json(200, {
    name: "a",
    versions: { "1.0.0": { dist: { tarball: `http://${host}/a.tgz`, integrity: packed.integrity, ...dist } } },
  });
const bytes = (body: Buffer | string): LabReply => ({ status: 200, body });

describe("hostile.42 a registry is believed only where what it serves is the packed file", () => {
  test("it states the right integrity and serves the right bytes", async () => {
    const { outcome } = await judged(
      (packed, host) =>
        ({ path }) =>
          path === "/a" ? packument(packed, host) : bytes(readFileSync(packed.file)),
    );
    expect(outcome).toMatchObject({ verdict: "held", note: "sha512 equal" });
  });

  test.each([
    ["other bytes of the same length", (file: Buffer) => bytes(Buffer.from(file).fill(0, 40, 41))],
    ["fewer bytes", (file: Buffer) => bytes(file.subarray(0, 40))],
    ["more bytes", (file: Buffer) => bytes(Buffer.concat([file, file]))],
    ["a page of a proxy", () => bytes("<html>log in</html>")],
  ])("it states the right integrity and serves %s", async (_, tarball) => {
    const { outcome } = await judged(
      (packed, host) =>
        ({ path }) =>
          path === "/a" ? packument(packed, host) : tarball(readFileSync(packed.file)),
    );
    expect(outcome).toMatchObject({ verdict: "conflict", failure: { code: "E_PUBLISHED_MISMATCH", exit: 6 } });
  });

  test.each([
    ["another integrity", { integrity: `sha512-${"A".repeat(86)}==` }],
    ["a sha1 alone", { integrity: undefined, shasum: "0".repeat(40) }],
  ])("it states %s, and the right bytes do not help", async (_, dist) => {
    const { outcome } = await judged(
      (packed, host) =>
        ({ path }) =>
          path === "/a" ? packument(packed, host, dist) : bytes(readFileSync(packed.file)),
    );
    expect(outcome).toMatchObject({ verdict: "conflict", failure: { code: "E_PUBLISHED_MISMATCH", exit: 6 } });
  });

  test.each([
    ["404 for its tarball", json(404, {}), 5],
    ["503 for its tarball", json(503, {}), 5],
    ["403 for its tarball", json(403, {}), 1],
  ])("it answers %s", async (_, reply, expected) => {
    const { outcome, tries } = await judged(
      (packed, host) =>
        ({ path }) =>
          path === "/a" ? packument(packed, host) : reply,
    );
    expect([outcome?.verdict, tries]).toEqual(["failed", expected]);
  });

  test.each([
    ["a page", bytes("<html>log in</html>")],
    ["another package", json(200, { name: "b", versions: {} })],
  ])("it answers with %s instead of a packument", async (_, reply) => {
    const { outcome, tries } = await judged(() => () => reply);
    expect(outcome).toMatchObject({ verdict: "failed", attempts: 0, failure: { code: "E_REGISTRY_ANSWER", exit: 5 } });
    expect(tries).toBe(1);
  });

  test("it sends to another host, which is not believed in its name", async () => {
    const elsewhere = await serve(() => json(200, { name: "a", versions: {} }));
    onTestFinished(() => elsewhere.close());
    const { outcome } = await judged(() => () => ({ status: 302, headers: { location: `${elsewhere.url}/a` } }));
    expect(outcome).toMatchObject({ verdict: "failed", attempts: 0, failure: { code: "E_NPM_REFUSED" } });
  });

  test("an answer that is larger than is reasonable is not read to its end", async () => {
    const server = await serve(() => bytes("x".repeat(11)));
    onTestFinished(() => server.close());
    await expect(fetchOwnBytes(server.url, {}, 10)).rejects.toThrow(TooLarge);
    expect((await fetchOwnBytes(server.url, {}, 11)).toString()).toBe("x".repeat(11));
  });
});
