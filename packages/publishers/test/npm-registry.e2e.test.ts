import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { reconcile, type Clock, type Outcome } from "@releaser/core";
import { openTempDir, removeDir, tempDir } from "@releaser/testkit";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openEmbeddedRegistry, type EmbeddedRegistry } from "../src/npm/embedded-registry.ts";
import { closeServer, listenOn } from "../src/listen-on.ts";
import { npmResource } from "../src/npm/npm-resource.ts";
import { openNpmRegistry, type NpmRegistry } from "../src/npm/npm-registry.ts";
import { packedFile, type PackedFile } from "./packed-file.ts";

const clock: Clock = { now: () => new Date(), elapsed: () => 0, sleep: () => Promise.resolve() };
const dir = openTempDir();
let embedded: EmbeddedRegistry;
let registry: NpmRegistry;

beforeAll(async () => {
  embedded = await openEmbeddedRegistry({ dir: join(dir, "registry"), names: [], upstream: undefined });
  registry = openNpmRegistry({ env: {}, userconfig: embedded.userconfig });
});

afterAll(async () => {
  await embedded.close();
  removeDir(dir);
});

async function publish(packed: PackedFile, { to = registry }: { readonly to?: NpmRegistry } = {}): Promise<Outcome> {
  const resource = npmResource({ ...packed, registry: to, access: "public", settle: 100 });
  const [outcome] = await reconcile([resource], { mode: "apply", clock, tries: 3 });
  if (!outcome) throw new Error("no outcome");
  return outcome;
}

describe("publishing to a real registry", () => {
  test("publishes once, and the registry serves the very bytes", async () => {
    const packed = await packedFile(tempDir(), { name: "@s/once", version: "1.0.0", text: "bytes" });
    expect(await publish(packed)).toMatchObject({
      id: "npm:@s/once@1.0.0",
      verdict: "applied",
      note: "sha512 equal",
      attempts: 1,
    });
    expect(await publish(packed)).toMatchObject({ verdict: "held", attempts: 0 });
    const back = join(tempDir(), "back.tgz");
    await registry.download("@s/once", "1.0.0", back);
    expect(readFileSync(back).equals(readFileSync(packed.file))).toBe(true);
  });

  test("two at once publish one version, and both see it", async () => {
    const packed = await packedFile(tempDir(), { name: "racing", version: "1.0.0" });
    const outcomes = await Promise.all([publish(packed), publish(packed)]);
    expect(outcomes.every(({ verdict }) => verdict === "applied" || verdict === "held")).toBe(true);
    expect(Object.keys((await registry.packument("racing"))?.versions ?? {})).toEqual(["1.0.0"]);
  });

  test("other bytes under the same version are a conflict, and the first stay", async () => {
    const first = await packedFile(tempDir(), { name: "taken", version: "1.0.0", text: "first" });
    await publish(first);
    const second = await packedFile(tempDir(), { name: "taken", version: "1.0.0", text: "second" });
    expect(await publish(second)).toMatchObject({
      verdict: "conflict",
      attempts: 0,
      failure: { code: "E_PUBLISHED_MISMATCH", exit: 6, who: "Owner" },
    });
    expect((await registry.packument("taken"))?.versions["1.0.0"]?.integrity).toBe(first.integrity);
  });

  test("a dist-tag is set, and latest stays where it was, also where it moved since the release began", async () => {
    const [newer, older] = await Promise.all([
      packedFile(tempDir(), { name: "tagged", version: "2.0.0" }),
      packedFile(tempDir(), { name: "tagged", version: "1.9.1", fields: { tag: "latest" } }),
    ]);
    const waiting = npmResource({ ...older, registry, access: "public", settle: 100 });
    expect(await waiting.observe()).toEqual({ is: "absent" });
    await publish(newer);
    await waiting.apply({ is: "absent" });
    expect((await registry.packument("tagged"))?.["dist-tags"]).toEqual({ latest: "2.0.0", "release-1.x": "1.9.1" });
  });

  test("a file that changed after it was packed is not sent", async () => {
    const packed = await packedFile(tempDir(), { name: "changed", version: "1.0.0" });
    const outcome = await publish({ ...packed, integrity: packed.integrity.replace(/-..../u, "-AAAA") });
    expect(outcome).toMatchObject({ failure: { code: "E_TARBALL_CHANGED", exit: 6 } });
    writeFileSync(packed.file, "no tarball");
    expect(await publish(packed)).toMatchObject({ failure: { code: "E_TARBALL_UNREADABLE" } });
    expect(await registry.packument("changed")).toBeUndefined();
  });

  test("hostile.40 a file that becomes another while it is sent is sent as it was read, and a link is not read", async () => {
    const packed = await packedFile(tempDir(), { name: "private-copy", version: "1.0.0" });
    const sent: string[] = [];
    const server = createServer((request, response) => {
      if (request.method !== "PUT") return void response.writeHead(404).end("{}");
      writeFileSync(packed.file, "other bytes");
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => void chunks.push(chunk));
      request.on("end", () => {
        sent.push(Buffer.concat(chunks).toString("utf8"));
        response.writeHead(201).end("{}");
      });
    });
    const port = await listenOn(server, [0]);
    onTestFinished(() => closeServer(server));
    const to = openNpmRegistry({ env: {}, userconfig: embedded.userconfig, registry: `http://127.0.0.1:${port}/` });
    const bytes = readFileSync(packed.file);
    const manifest = { name: packed.name, version: packed.version };
    await to.publish({ ...packed, manifest, access: "public", tag: "latest" });
    expect(readFileSync(packed.file, "utf8")).toBe("other bytes");
    expect(sent).toEqual([expect.stringContaining(bytes.toString("base64"))]);

    rmSync(packed.file);
    writeFileSync(`${packed.file}.real`, bytes);
    symlinkSync(`${packed.file}.real`, packed.file);
    await expect(to.publish({ ...packed, manifest, access: "public", tag: "latest" })).rejects.toMatchObject({
      failure: { code: "E_TARBALL_CHANGED", exit: 6 },
    });
    expect(sent).toHaveLength(1);
  });

  test("without permission it is a matter of credentials, asked once", async () => {
    const closed = await openEmbeddedRegistry({
      dir: tempDir(),
      names: [],
      upstream: undefined,
      publishers: "$authenticated",
    });
    onTestFinished(() => closed.close());
    const to = openNpmRegistry({ env: {}, userconfig: closed.userconfig });
    const outcome = await publish(await packedFile(tempDir(), { name: "closed", version: "1.0.0" }), { to });
    expect(outcome).toMatchObject({
      verdict: "failed",
      attempts: 1,
      failure: { code: "E_NPM_AUTH", exit: 9, who: "Integrator/Owner" },
    });
    expect(JSON.stringify(outcome)).not.toContain("means-nothing");
  });

  test("a package's own registry is asked and published to, and a given registry wins over it", async () => {
    const own = new Map([["@s/elsewhere", "http://127.0.0.1:9/"]]);
    const given = openNpmRegistry({ env: {}, userconfig: embedded.userconfig, registry: embedded.url });
    const pinned = given.withOwn(own);
    expect([pinned.urlOf("@s/elsewhere"), registry.withOwn(own).urlOf("@s/elsewhere")]).toEqual([
      embedded.url,
      "http://127.0.0.1:9/",
    ]);
    const packed = await packedFile(tempDir(), {
      name: "@s/elsewhere",
      version: "1.0.0",
      fields: { publishConfig: { registry: "http://127.0.0.1:9/" } },
    });
    expect(await publish(packed, { to: pinned })).toMatchObject({ verdict: "applied" });
    const other = await packedFile(tempDir(), {
      name: "@s/elsewhere",
      version: "1.0.1",
      fields: { publishConfig: { registry: "http://127.0.0.1:9/" } },
    });
    expect(await publish(other, { to: registry.withOwn(own) })).toMatchObject({
      verdict: "failed",
      attempts: 0,
      failure: { code: "E_NPM_UNAVAILABLE", exit: 5, retryable: true },
    });
  });
});

describe("answers that are no registry's", () => {
  test.each([
    ["html", 200, "<html>log in</html>", "E_REGISTRY_ANSWER"],
    ["another package", 200, JSON.stringify({ name: "b", versions: {} }), "E_REGISTRY_ANSWER"],
    ["an error of the server", 503, "{}", "E_NPM_UNAVAILABLE"],
    ["a refusal", 403, "{}", "E_NPM_AUTH"],
  ])("%s", async (_, status, text, code) => {
    const server = createServer(
      (_request, response) => void response.writeHead(status, { "content-type": "application/json" }).end(text),
    );
    const port = await listenOn(server, [0]);
    onTestFinished(() => closeServer(server));
    const answering = openNpmRegistry({
      env: {},
      userconfig: join(dir, "none"),
      registry: `http://127.0.0.1:${port}/`,
    });
    await expect(answering.packument("a")).rejects.toThrow(code);
  });

  test("a tarball that does not fit the registry's own integrity is not kept", async () => {
    const server = createServer((request, response) => {
      const tarball = `http://${request.headers.host}/a/-/a-1.0.0.tgz`;
      const dist = { tarball, integrity: `sha512-${"A".repeat(86)}==` };
      response.end(
        request.url === "/a" ? JSON.stringify({ name: "a", versions: { "1.0.0": { dist } } }) : "other bytes",
      );
    });
    const port = await listenOn(server, [0]);
    onTestFinished(() => closeServer(server));
    const lying = openNpmRegistry({ env: {}, userconfig: join(dir, "none"), registry: `http://127.0.0.1:${port}/` });
    const target = join(tempDir(), "a.tgz");
    await expect(lying.download("a", "1.0.0", target)).rejects.toThrow("E_REGISTRY_ANSWER");
    expect(() => readFileSync(target)).toThrow("ENOENT");
  });

  test("a token goes to its own host alone, not to where that host redirects", async () => {
    const seen: string[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers.authorization ?? "none");
      response.end(JSON.stringify({ name: "a", versions: {} }));
    });
    const there = await listenOn(elsewhere, [0]);
    const home = createServer((request, response) => {
      seen.push(request.headers.authorization ?? "none");
      response.writeHead(302, { location: `http://localhost:${there}/a` }).end();
    });
    const here = await listenOn(home, [0]);
    onTestFinished(async () => {
      await closeServer(elsewhere);
      await closeServer(home);
    });
    const userconfig = join(tempDir(), "npmrc");
    writeFileSync(userconfig, `//127.0.0.1:${here}/:_authToken=\${T}\n`);
    const to = openNpmRegistry({ env: { T: "secret-word" }, userconfig, registry: `http://127.0.0.1:${here}/` });
    await expect(to.packument("a")).rejects.toMatchObject({
      failure: { code: "E_NPM_REFUSED", why: `it sends to another host, localhost:${there}, which is not asked` },
    });
    expect(seen).toEqual(["Bearer secret-word", "none"]);
  });
});
