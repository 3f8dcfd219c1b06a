import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openNpmRegistry, readAttestations } from "../src/index.ts";

const statement = {
  _type: "https://in-toto.io/Statement/v1",
  predicateType: "https://slsa.dev/provenance/v1",
  subject: [{ name: "pkg:npm/%40acme/core@1.3.0", digest: { sha512: "AB".repeat(64) } }],
};

/** As npm's registry gives it: the statement in an envelope in a bundle, and its type once more beside that. */
function attested(payload: unknown): unknown {
  const bundle = { dsseEnvelope: { payload: Buffer.from(JSON.stringify(payload)).toString("base64"), signatures: [] } };
  return { attestations: [{ predicateType: "https://example.test/said-beside", bundle }] };
}

async function answering(status: number, answer: unknown): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

async function read(status: number, answer: unknown): Promise<unknown> {
  const { url, asked } = await answering(status, answer);
  const registry = openNpmRegistry({ env: { HOME: "/nonexistent" }, registry: url });
  const found = await readAttestations(registry, "@acme/core", "1.3.0").catch((error: unknown) => error);
  expect(asked).toEqual(["/-/npm/v1/attestations/@acme%2fcore@1.3.0"]);
  return found;
}

test("what was attested is what the envelope holds, whatever is said beside it", async () => {
  expect(await read(200, attested(statement))).toEqual([
    {
      predicateType: "https://slsa.dev/provenance/v1",
      subjects: [{ name: "pkg:npm/%40acme/core@1.3.0", sha512: "ab".repeat(64) }],
    },
  ]);
});

test("a registry that has none says 404; what cannot be read is no attestation", async () => {
  expect(await read(404, { error: "not found" })).toEqual([]);
  for (const answer of [{}, { attestations: {} }, { attestations: [{}] }, attested("no statement"), attested({})]) {
    expect(await read(200, answer)).toMatchObject({ failure: { code: "E_REGISTRY_ANSWER", exit: 5 } });
  }
  expect(await read(503, {})).toMatchObject({ failure: { code: "E_NPM_UNAVAILABLE" } });
});
