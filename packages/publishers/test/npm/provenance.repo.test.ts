import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import type { Outcome } from "@releaser/core";
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, rekorHandler } from "@sigstore/mock";
import { tempDir } from "@releaser/testkit";
import {
  answerIdentity,
  idToken,
  type LabReply,
  type LabServer,
  openLabRegistry,
  serve,
  writeNpmrc,
} from "@releaser/testkit/lab";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { npmResource } from "../../src/npm/npm-resource.ts";
import { type NpmRegistry, type NpmRegistryOptions, openNpmRegistry } from "../../src/npm/npm-registry.ts";
import { packedFile } from "../packed-file.ts";
import { npmWorld } from "./npm-world.ts";

/** npm's library looks at the process's own environment, and at where it runs once, when it is loaded: so before any import. */
const names = vi.hoisted(() => {
  const run = {
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_WORKFLOW_REF: "acme/shop/.github/workflows/release.yml@refs/heads/main",
    ACTIONS_ID_TOKEN_REQUEST_URL: "",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "lab-request",
  };
  Object.assign(process.env, run);
  return Object.keys(run);
});

let provider: LabServer;
let visibility = "public";

beforeAll(async () => {
  provider = await serve((request) => {
    const audience = new URL(request.path, "http://lab.invalid").searchParams.get("audience");
    if (audience !== "sigstore") return answerIdentity(request, "acme/shop", visibility);
    const claims = { iss: "https://ci.test", sub: "https://ci.test/acme/shop", aud: "sigstore", exp: "4000000000" };
    return { status: 200, body: JSON.stringify({ value: idToken(claims) }) };
  });
  process.env["ACTIONS_ID_TOKEN_REQUEST_URL"] = `${provider.url}/?api-version=2.0`;
});

afterAll(async () => {
  for (const name of names) Reflect.deleteProperty(process.env, name);
  await provider.close();
});

/** Sigstore's authority and log on loopback, by its own mock package. */
async function openSigstore() {
  const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ca = await initializeCA(keys, await initializeCTLog(keys));
  const handlers = [fulcioHandler(ca), rekorHandler(await initializeTLog("https://rekor.test", keys))];
  const entries: string[] = [];
  const server = await serve(async ({ path, body }): Promise<LabReply> => {
    const handler = handlers.find((one) => one.path === path);
    if (!handler) return { status: 404, body: "" };
    entries.push(path);
    const { statusCode, response, contentType } = await handler.fn(body.toString("utf8"));
    const answered = typeof response === "string" ? response : Buffer.from(response.buffer);
    return { status: statusCode, body: answered, headers: { "content-type": contentType ?? "text/plain" } };
  });
  onTestFinished(() => server.close());
  return { entries, urls: { fulcioURL: server.url, rekorURL: server.url } };
}

async function world() {
  const lab = await openLabRegistry();
  onTestFinished(() => lab.close());
  const { run } = await npmWorld();
  const sigstore = await openSigstore();
  const userconfig = writeNpmrc(join(tempDir(), "npmrc"), lab.url);
  const open = (options: Partial<NpmRegistryOptions> = {}): NpmRegistry =>
    openNpmRegistry({ env: process.env, userconfig, registry: lab.url, sigstore: sigstore.urls, ...options });
  const publish = async (
    registry: NpmRegistry,
    provenance: boolean | "auto",
    version = "1.0.0",
  ): Promise<Outcome | undefined> => {
    const packed = await packedFile(tempDir(), { name: "a", version });
    const [outcome] = await run(npmResource({ ...packed, registry, access: "public", settle: 2000, provenance }));
    return outcome;
  };
  return { lab, open, publish, signed: () => sigstore.entries.length, attested: () => lab.snapshot().attestations };
}

describe("provenance", () => {
  test("that is asked for is signed, sent, and looked for at the registry", async () => {
    const { open, publish, attested } = await world();
    expect(await publish(open(), true)).toMatchObject({ verdict: "applied", attempts: 1 });
    expect(Object.keys(attested() ?? {})).toEqual(["a@1.0.0"]);
    expect(await publish(open(), true)).toMatchObject({ verdict: "held", attempts: 0 });
  });

  test("that is promised and not there is a failure of its own, after it was waited for", async () => {
    const { open, publish, lab } = await world();
    await publish(open(), false);
    const missing = { verdict: "pending", failure: { code: "E_NPM_PROVENANCE_ABSENT", exit: 6, who: "Owner" } };
    expect(await publish(open(), true)).toMatchObject({ ...missing, attempts: 0, ms: 2000 });
    const { attestations: _, ...state } = lab.snapshot();
    lab.restore({ ...state, attestations: { "a@1.0.0": [{ predicateType: "x", bundle: {} }] } });
    expect(await publish(open(), true)).toMatchObject(missing);
  });

  test("of another file is none", async () => {
    const { open, publish, lab } = await world();
    expect(await publish(open(), true, "1.0.0")).toMatchObject({ verdict: "applied" });
    expect(await publish(open(), false, "2.0.0")).toMatchObject({ verdict: "applied" });
    const state = lab.snapshot();
    const other = state.attestations?.["a@1.0.0"] ?? [];
    lab.restore({ ...state, attestations: { "a@2.0.0": other } });
    expect(await publish(open(), true, "2.0.0")).toMatchObject({ failure: { code: "E_NPM_PROVENANCE_ABSENT" } });
  });

  test("where no run could sign it, nothing is sent", async () => {
    const { open, publish, lab } = await world();
    const outcome = await publish(open({ env: {} }), true);
    expect(outcome).toMatchObject({ failure: { code: "E_NPM_PROVENANCE_UNFIT", exit: 9 }, attempts: 1 });
    expect(lab.snapshot().published).toEqual([]);
  });

  test.each([
    ["from a public repository under trusted publishing", "public", "acme/shop", true],
    ["from a private repository", "private", "acme/shop", false],
    ["with a token", "public", "acme/other", false],
  ])("unasked, %s", async (_, seen, trusted, made) => {
    const { open, publish, lab, attested, signed } = await world();
    await publish(open(), false, "0.9.0");
    visibility = seen;
    lab.rule({ accounts: { lab: { username: "ada" } }, trusted: { a: trusted } });
    expect(await publish(open(), "auto")).toMatchObject({ verdict: "applied" });
    expect([Object.keys(attested() ?? {}), signed() > 0]).toEqual([made ? ["a@1.0.0"] : [], made]);
  });
});
