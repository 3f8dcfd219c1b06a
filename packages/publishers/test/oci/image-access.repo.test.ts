import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { serve } from "@releaser/testkit/lab";
import { type OciAccess, openOciRegistry, type OciRegistry } from "@releaser/testkit/oci";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type DockerCredentials,
  type ImageRegistry,
  openImageRegistry,
  pushLayout,
  readDockerCredentials,
  readImageLayout,
} from "../../src/oci/index.ts";
import { builtImage, placeAt } from "./image-world.ts";

const writer = "releaser:very-secret";
const basic: DockerCredentials = { kind: "basic", value: Buffer.from(writer).toString("base64") };

async function open(access: OciAccess): Promise<OciRegistry> {
  const server = await openOciRegistry(access);
  onTestFinished(() => server.close());
  return server;
}

function connect({ host }: OciRegistry, credentials: DockerCredentials, tokenHost?: string): ImageRegistry {
  return openImageRegistry({ place: placeAt(host), credentials, tokenHost, timeout: 5000 });
}

describe.each(["basic", "token"] as const)("a registry that asks for credentials (%s)", (kind) => {
  test("takes an image from who may push, and shows it to who may pull", async () => {
    const server = await open({ kind, writers: [writer], anonymous: kind === "token" });
    const registry = connect(server, basic);
    const { layout, released } = builtImage(server.host);
    expect(await registry.pushProblem()).toBeUndefined();
    await pushLayout(registry, await readImageLayout(layout, released.image));
    expect((await registry.manifest(released.digest))?.digest).toBe(released.digest);
    if (kind === "token") {
      expect((await connect(server, { kind: "none" }).manifest(released.digest))?.digest).toBe(released.digest);
    }
  });

  test.each([
    ["nobody", { kind: "none" }, "E_IMAGE_AUTH"],
    ["a stranger", { kind: "basic", value: Buffer.from("x:y").toString("base64") }, "E_IMAGE_AUTH"],
    [
      "who keeps the password with a program",
      { kind: "elsewhere", why: "credsStore names docker-credential-x" },
      "E_IMAGE_CREDENTIALS",
    ],
  ] as const)("lets %s not push, which is known before anything is sent", async (_, credentials, code) => {
    const server = await open({ kind, writers: [writer], readers: ["reader:r"], anonymous: true });
    const problem = await connect(server, credentials).pushProblem();
    expect(problem).toMatchObject({ code, exit: 9 });
    expect(JSON.stringify(problem)).not.toContain("very-secret");
    expect(server.asked.filter(({ line }) => !line.startsWith("GET"))).toEqual([]);
  });
});

test("who may only pull is known beforehand by the token, and only when it pushes without one", async () => {
  const reader: DockerCredentials = { kind: "basic", value: Buffer.from("reader:r").toString("base64") };
  const problems: unknown[] = [];
  for (const kind of ["token", "basic"] as const) {
    const server = await open({ kind, writers: [writer], readers: ["reader:r"] });
    const registry = connect(server, reader);
    problems.push((await registry.pushProblem())?.code);
    const { layout, released } = builtImage(server.host);
    const pushing = pushLayout(registry, await readImageLayout(layout, released.image));
    await expect(pushing).rejects.toMatchObject({ failure: { code: "E_IMAGE_AUTH", exit: 9 } });
    expect(server.snapshot().images).toEqual({});
  }
  expect(problems).toEqual(["E_IMAGE_AUTH", undefined]);
});

test("credentials go to no host that a registry names and nobody else knows", async () => {
  const seen: (string | undefined)[] = [];
  const thief = await serve((request) => {
    seen.push(request.headers["authorization"]);
    return { status: 200, headers: { "content-type": "application/json" }, body: '{"token":"t"}' };
  });
  onTestFinished(() => thief.close());
  const server = await open({ kind: "token", writers: [writer], realm: `${thief.url}/token` });
  const { host } = new URL(thief.url);
  await expect(connect(server, basic).manifest("1.4.0")).rejects.toMatchObject({
    failure: { code: "E_IMAGE_TOKEN_HOST", exit: 9, next: expect.stringContaining(`tokenHost: "${host}"`) },
  });
  expect(seen).toEqual([]);
  // Named, it is trusted; its token is worth nothing here.
  await expect(connect(server, basic, host).manifest("1.4.0")).rejects.toMatchObject({
    failure: { code: "E_IMAGE_AUTH" },
  });
  expect(seen).toEqual([`Basic ${basic.value}`]);
});

test.each(["http://198.51.100.1/token", "ftp://x/token", "nowhere"])("no token is asked for at %s", async (realm) => {
  const server = await open({ kind: "token", writers: [writer], realm });
  await expect(connect(server, basic).manifest("1.4.0")).rejects.toMatchObject({ failure: { code: "E_IMAGE_ANSWER" } });
});

test("an upload that leads to another host goes there without credentials", async () => {
  const seen: (string | undefined)[] = [];
  const store = await serve((request) => {
    seen.push(request.headers["authorization"]);
    return { status: 201 };
  });
  onTestFinished(() => store.close());
  const front = await serve(({ method, headers }) => {
    if (headers["authorization"] === undefined) {
      return { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } };
    }
    return method === "POST" ? { status: 202, headers: { location: `${store.url}/upload?signed=1` } } : { status: 404 };
  });
  onTestFinished(() => front.close());
  const { layout, released } = builtImage("x.test");
  const { blobs } = await readImageLayout(layout, released.image);
  const registry = openImageRegistry({ place: placeAt(new URL(front.url).host), credentials: basic });
  if (blobs[0]) await registry.pushBlob(blobs[0]);
  expect(seen).toEqual([undefined]);
});

test("bytes that are not those of the digest are told, whoever states it", async () => {
  const body = "{}";
  const server = await serve(() => ({
    status: 200,
    headers: { "docker-content-digest": `sha256:${"0".repeat(64)}` },
    body,
  }));
  onTestFinished(() => server.close());
  const registry = openImageRegistry({ place: placeAt(new URL(server.url).host), credentials: { kind: "none" } });
  for (const reference of ["1.4.0", `sha256:${"0".repeat(64)}`]) {
    await expect(registry.manifest(reference)).rejects.toMatchObject({ failure: { code: "E_IMAGE_ANSWER", exit: 5 } });
  }
});

describe("Docker's config.json", () => {
  const pair = { auth: basic.value };
  test.each([
    ["an entry of the host", { auths: { "ghcr.io": pair } }, "ghcr.io", basic],
    ["an entry with https", { auths: { "https://ghcr.io": pair } }, "ghcr.io", basic],
    [
      "user and password",
      { auths: { "ghcr.io": { username: "releaser", password: "very-secret" } } },
      "ghcr.io",
      basic,
    ],
    ["Docker Hub", { auths: { "https://index.docker.io/v1/": pair } }, "docker.io", basic],
    ["another host's alone", { auths: { "ghcr.io.evil.test": pair } }, "ghcr.io", { kind: "none" }],
    ["nothing", {}, "ghcr.io", { kind: "none" }],
    [
      "a helper",
      { credHelpers: { "ghcr.io": "gh" } },
      "ghcr.io",
      { kind: "elsewhere", why: "credHelpers names docker-credential-gh" },
    ],
    [
      "a store",
      { auths: { "ghcr.io": {} }, credsStore: "desktop" },
      "ghcr.io",
      { kind: "elsewhere", why: "credsStore names docker-credential-desktop" },
    ],
    ["a store that never heard of the host", { auths: {}, credsStore: "desktop" }, "ghcr.io", { kind: "none" }],
    [
      "an identity token",
      { auths: { "ghcr.io": { identitytoken: "t" } } },
      "ghcr.io",
      { kind: "elsewhere", why: "auths has an identity token alone" },
    ],
  ])("with %s", async (_, config, host, expected) => {
    const dir = tempDir();
    writeFileSync(join(dir, "config.json"), JSON.stringify(config));
    expect(await readDockerCredentials(host, { DOCKER_CONFIG: dir })).toEqual(expected);
  });

  test("lies in the home folder, may be absent, and has to be one", async () => {
    const dir = tempDir();
    expect(await readDockerCredentials("ghcr.io", { HOME: dir })).toEqual({ kind: "none" });
    mkdirSync(join(dir, ".docker"));
    writeFileSync(join(dir, ".docker/config.json"), JSON.stringify({ auths: { "ghcr.io": pair } }));
    expect(await readDockerCredentials("ghcr.io", { HOME: dir })).toEqual(basic);
    writeFileSync(join(dir, ".docker/config.json"), "very-secret");
    await expect(readDockerCredentials("ghcr.io", { HOME: dir })).rejects.toMatchObject({
      failure: { code: "E_IMAGE_CREDENTIALS" },
    });
  });
});
