import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { type EmbeddedRegistry, openEmbeddedRegistry } from "@releaser/publishers/embedded-registry";
import { cleanRepo, type GitRepo, releaser, type ReleaserResult, tempDir } from "@releaser/testkit";
import { describe, expect, onTestFinished, test } from "vitest";
import { reportIn, statusIn } from "./documents.ts";

async function opened(): Promise<EmbeddedRegistry> {
  const registry = await openEmbeddedRegistry({ dir: tempDir(), names: [], upstream: undefined });
  onTestFinished(() => registry.close());
  return registry;
}

/** Puts versions of a package on a registry; the last one is what `tag` names. */
async function publish(
  url: string,
  name: string,
  [version, tag = "latest"]: readonly [string, string?],
): Promise<void> {
  const file = `${name.slice(name.indexOf("/") + 1)}-${version}.tgz`;
  const data = Buffer.from(`the bytes of ${name}@${version}`).toString("base64");
  const document = {
    _id: name,
    name,
    "dist-tags": { [tag]: version },
    versions: { [version]: { name, version, dist: { tarball: `${url}${name}/-/${file}` } } },
    _attachments: { [file]: { content_type: "application/octet-stream", data, length: data.length } },
  };
  const headers = { "content-type": "application/json", authorization: "Bearer means-nothing" };
  const sent = await fetch(url + name.replace("/", "%2f"), { method: "PUT", headers, body: JSON.stringify(document) });
  expect(sent.status).toBe(201);
}

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("for-each-ref")];
}

async function online(repo: GitRepo, userconfig: string, ...args: readonly string[]): Promise<ReleaserResult> {
  return await releaser(["skew", "--scope", "online", ...args], {
    cwd: repo.dir,
    env: { NPM_CONFIG_USERCONFIG: userconfig, npm_config_userconfig: undefined, npm_config_registry: undefined },
  });
}

test("a later version on the registry and one that is taken are told at the manifests, and nothing is written", async () => {
  const repo = cleanRepo();
  const registry = await opened();
  await publish(registry.url, "@acme/core", ["1.2.0"]);
  await publish(registry.url, "@acme/core", ["1.3.0", "next"]);
  await publish(registry.url, "@acme/plugin", ["2.1.7"]);
  await publish(registry.url, "@acme/docs", ["9.0.0"]);
  const before = stateOf(repo);
  const ran = await online(repo, registry.userconfig, "--json");
  expect(ran).toMatchObject({ code: 7, stderr: "" });
  const report = reportIn(ran);
  expect(report).toMatchObject({ scope: "online", counts: { error: 2 } });
  expect(report.findings.filter(({ level }) => level === "error")).toMatchObject([
    {
      rule: "registry/version-taken",
      message: `the next minor of @acme/core is 1.3.0, which ${registry.url} has already`,
      file: "packages/core/package.json",
      line: 3,
      value: "1.2.0",
    },
    {
      rule: "registry/published-higher",
      message: `@acme/plugin is 2.1.0 here, below the 2.1.7 of ${registry.url}`,
      file: "packages/plugin/package.json",
      line: 3,
      value: "2.1.0",
    },
  ]);
  expect(stateOf(repo)).toEqual(before);
  const people = await online(repo, registry.userconfig);
  expect(people.stdout).toContain("next: `releaser skew --scope online` once the errors above are mended");
});

test("silent where the registry has what was released, and where it knows no name", async () => {
  const repo = cleanRepo();
  const registry = await opened();
  await publish(registry.url, "@acme/core", ["1.2.0"]);
  const ran = await online(repo, registry.userconfig, "--json");
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(reportIn(ran).findings.filter(({ level }) => level !== "info")).toEqual([]);
});

describe("what only registries tell", () => {
  async function behind(): Promise<{ readonly repo: GitRepo; readonly userconfig: string }> {
    const repo = cleanRepo();
    const { url, userconfig } = await opened();
    await publish(url, "@acme/plugin", ["2.1.7"]);
    return { repo, userconfig };
  }
  const higher = expect.objectContaining({ rule: "registry/published-higher" });
  const baseline = "release/skew-baseline.json";

  test.each(["--fix", "--fix --dry-run", "--fix-unsafe"])("is asked for with %s too", async (flags) => {
    const { repo, userconfig } = await behind();
    const ran = await online(repo, userconfig, "--json", ...flags.split(" "));
    expect(ran.code).toBe(7);
    expect(reportIn(ran).findings).toContainEqual(higher);
  });

  test("is known to a baseline that was written with it, and kept by one that is written without it", async () => {
    const { repo, userconfig } = await behind();
    const wrote = await online(repo, userconfig, "--json", "--write-baseline");
    expect(wrote).toMatchObject({ code: 0, stderr: expect.stringMatching(/: 1 known, 1 of them new, 0 dropped$/mu) });
    expect(reportIn(wrote)).toMatchObject({ ok: true, suppressed: [{ by: "baseline", finding: higher }] });
    const text = readFileSync(join(repo.dir, baseline), "utf8");
    expect((await online(repo, userconfig, "--write-baseline")).stdout).toContain("1 known, 0 of them new, 0 dropped");
    expect(await releaser(["skew", "--write-baseline"], { cwd: repo.dir })).toMatchObject({ code: 0 });
    expect(readFileSync(join(repo.dir, baseline), "utf8")).toBe(text);
  });

  test.each([["--write-baseline"], ["--fix"]])("is missed before anything is written, with %s", async (arg) => {
    const repo = cleanRepo();
    writeFileSync(join(repo.dir, ".npmrc"), `registry=${await answering(401)}\n`);
    writeFileSync(join(repo.dir, ".nvmrc"), "24.11.0\n");
    writeFileSync(join(repo.dir, ".tool-versions"), "nodejs 22.1.0\n");
    const before = stateOf(repo);
    expect((await online(repo, join(tempDir(), "none"), arg)).code).toBe(9);
    expect(existsSync(join(repo.dir, baseline))).toBe(false);
    expect(readFileSync(join(repo.dir, ".tool-versions"), "utf8")).toBe("nodejs 22.1.0\n");
    expect(stateOf(repo)).toEqual(before);
  });
});

/** A server that answers everything with a status; resolves with its address. */
async function answering(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end("{}"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
}

test.each([
  [503, "E_NPM_UNAVAILABLE", 5],
  [401, "E_NPM_AUTH", 9],
] as const)("a registry that answers %i is a failure, %s, and no silence", async (status, code, exit) => {
  const repo = cleanRepo();
  writeFileSync(join(repo.dir, ".npmrc"), `registry=${await answering(status)}\n`);
  const ran = await online(repo, join(tempDir(), "none"), "--json");
  expect(ran.code).toBe(exit);
  expect(statusIn(ran).failures).toMatchObject([{ code }]);
});
