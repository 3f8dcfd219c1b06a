import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { hashFile } from "../src/index.ts";
import { packedPackage } from "./packed-package.ts";
import { checksums, report } from "./run-checksums.ts";

/** A server on loopback for one test; its address without a slash at the end. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface World {
  readonly dir: string;
  readonly tarball: Buffer;
  readonly sha512: string;
  readonly integrity: string;
}

const file = "acme-core-1.4.0.tgz";

/** A record of one packed package and its bytes. */
async function world(): Promise<World> {
  const dir = tempDir();
  const path = await packedPackage(dir, { name: "@acme/core", version: "1.4.0" });
  expect(await report(["record", file, "--version", "1.4.0"], dir)).toMatchObject({
    ok: true,
    files: [{ uri: "pkg:npm/%40acme/core@1.4.0" }],
  });
  const { sha512, integrity } = await hashFile(path);
  return { dir, tarball: readFileSync(path), sha512, integrity };
}

type Dist = Readonly<Record<string, unknown>>;

/** A registry of that one version, as far as it is asked here. */
function registry(packument: (own: string) => unknown, tarball: (response: ServerResponse) => void): Promise<string> {
  return serve((request: IncomingMessage, response) => {
    if (request.url === "/@acme%2fcore") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(packument(`http://${request.headers.host}`)));
    } else if (request.url === "/core.tgz") tarball(response);
    else response.writeHead(404).end();
  });
}

const packument =
  (dist: Dist, more: Readonly<Record<string, unknown>> = {}) =>
  (own: string): unknown => ({
    name: "@acme/core",
    versions: { "1.4.0": { dist: { tarball: `${own}/core.tgz`, ...dist } } },
    ...more,
  });

const fast = ["--tries", "2"];

describe("a registry", () => {
  test("with the recorded bytes and their integrity verifies, as a process too", async () => {
    const { dir, tarball, integrity } = await world();
    const url = await registry(packument({ integrity, shasum: "x" }), (response) => response.end(tarball));
    expect(await checksums(["verify", "--registry", url], dir)).toMatchObject({ code: 0, stderr: "" });
  });

  test("hostile.42 each answer that is not the recorded bytes under their SHA-512 is refused by name", async () => {
    const { dir, tarball, integrity, sha512 } = await world();
    const other = `sha512-${Buffer.alloc(64).toString("base64")}`;
    const changed = Buffer.from(tarball);
    changed.writeUInt8(changed.readUInt8(99) ^ 1, 99);
    const whole = (response: ServerResponse): unknown => response.end(tarball);
    const cases: readonly (readonly [string, () => Promise<string>, number, object])[] = [
      [
        "another integrity",
        () => registry(packument({ integrity: other }), whole),
        6,
        { problem: "different", algorithm: "sha512", expected: sha512, found: "0".repeat(128) },
      ],
      ["sha1 alone", () => registry(packument({ shasum: "0".repeat(40) }), whole), 6, { problem: "unproven" }],
      [
        "other bytes",
        () => registry(packument({ integrity }), (response) => response.end(changed)),
        6,
        { problem: "different", algorithm: "sha256" },
      ],
      ["another name", () => registry(packument({ integrity }, { name: "evil" }), whole), 6, { problem: "refused" }],
      ["no such version", () => registry(packument({ integrity }, { versions: {} }), whole), 6, { problem: "missing" }],
      ["no such package", () => serve((_, response) => response.writeHead(404).end()), 6, { problem: "missing" }],
      ["5xx", () => serve((_, response) => response.writeHead(503).end()), 5, { problem: "unreachable" }],
      [
        "another host's tarball",
        () => registry(packument({ integrity, tarball: "http://evil.test/core.tgz" }), whole),
        6,
        { problem: "refused", why: expect.stringContaining("evil.test") },
      ],
      [
        "a redirect to another host",
        () =>
          registry(packument({ integrity }), (response) =>
            response.writeHead(302, { location: "http://evil.test/core.tgz" }).end(),
          ),
        6,
        { problem: "refused", why: expect.stringContaining("evil.test") },
      ],
      [
        "a web page",
        () =>
          registry(packument({ integrity }), (response) =>
            response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<html>"),
          ),
        6,
        { problem: "refused", why: expect.stringContaining("web page") },
      ],
      [
        "a huge body",
        () => registry(packument({ integrity }), (response) => response.end(Buffer.alloc(2_000_000))),
        6,
        { problem: "refused", why: expect.stringContaining("larger than 1000000 bytes") },
      ],
      [
        "an encoding",
        () =>
          registry(packument({ integrity }), (response) =>
            response.writeHead(200, { "content-encoding": "gzip" }).end(tarball),
          ),
        6,
        { problem: "refused", why: expect.stringContaining("encoding gzip") },
      ],
    ];
    for (const [name, open, exit, problem] of cases) {
      const found = await report(["verify", "--registry", await open(), "--max-size", "1", ...fast], dir);
      expect([name, found.exit, found.problems[0]]).toEqual([
        name,
        exit,
        expect.objectContaining({ file, ...problem }),
      ]);
    }
  });

  test("what answers at the second try only is asked again, and what never ends is given up", async () => {
    const { dir, tarball, integrity } = await world();
    let asked = 0;
    const lagging = await registry(packument({ integrity }), (response) => {
      asked += 1;
      if (asked === 1) response.writeHead(404).end();
      else response.end(tarball);
    });
    expect(await report(["verify", "--registry", lagging, ...fast], dir)).toMatchObject({ ok: true });
    const hanging = await registry(packument({ integrity }), (response) => response.write("x"));
    const found = await report(["verify", "--registry", hanging, "--timeout", "1", "--tries", "1"], dir);
    expect(found).toMatchObject({ exit: 5, problems: [{ file, problem: "unreachable" }] });
  });

  test("without a statement the package is named, and a tarball that nobody names is unproven", async () => {
    const { dir, tarball, integrity } = await world();
    writeFileSync(join(dir, "1.4.0.txt"), readFileSync(join(dir, "release/checksums/1.4.0.txt")));
    const url = await registry(packument({ integrity }), (response) => response.end(tarball));
    const args = ["verify", "1.4.0.txt", "--registry", url];
    expect(await report(args, dir)).toMatchObject({ exit: 6, problems: [{ file, problem: "unproven" }] });
    expect(await report([...args, "--package", "@acme/core@1.4.0"], dir)).toMatchObject({ ok: true });
  });
});

describe("a release page", () => {
  test("by its address: each file below it, also where it leads to a host that was named", async () => {
    const { dir, tarball } = await world();
    const assets = await serve((_, response) => response.end(tarball));
    const { host } = new URL(assets);
    const page = await serve((request, response) =>
      response.writeHead(302, { location: `${assets}${request.url}` }).end(),
    );
    const at = `${page}/download/v1.4.0`;
    expect(await report(["verify", "--page", at, ...fast], dir)).toMatchObject({
      exit: 6,
      problems: [{ file, problem: "refused", why: expect.stringContaining(host) }],
    });
    expect(await report(["verify", "--page", at, "--host", host], dir)).toMatchObject({ ok: true });
    expect(await report(["verify", "--page", `${assets}/v1.4.0/`], dir)).toMatchObject({ ok: true });
    const circle = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
    expect(await report(["verify", "--page", circle], dir)).toMatchObject({
      exit: 6,
      problems: [{ file, problem: "refused" }],
    });
  });
});
