import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publisherResources } from "../packages/publishers/src/index.ts";
import { type Publisher, type ReleaseFacts, type Resource, sealPlan, sha256 } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { conformance, openFaultProxy, problemsOf } from "@releaser/testkit/conformance";
import { type LabReply, type LabRequest, type LabServer, serve } from "@releaser/testkit/lab";
import { expect, onTestFinished, test } from "vitest";
import { webdav } from "../docs/examples/publisher-webdav/webdav.ts";

interface Dav extends LabServer {
  readonly files: Map<string, string>;
  /** What was moved to its name, in order. */
  readonly moved: string[];
}

/** As much of a WebDAV server as the example needs, with one account. */
async function openDav(): Promise<Dav> {
  const files = new Map<string, string>();
  const collections = new Set<string>();
  const moved: string[] = [];
  const server = await serve(({ method, path, headers, body }: LabRequest): LabReply => {
    if (headers["authorization"] !== `Basic ${Buffer.from("me:secret").toString("base64")}`) return { status: 401 };
    if (method === "MKCOL") return { status: collections.size === collections.add(path).size ? 405 : 201 };
    if (method === "PUT") {
      files.set(path, body.toString("base64"));
      return { status: 201 };
    }
    if (method === "MOVE") {
      const to = new URL(headers["destination"] ?? "").pathname;
      const content = files.get(path);
      if (content === undefined) return { status: 404 };
      if (files.has(to) && headers["overwrite"] === "F") return { status: 412 };
      files.delete(path);
      files.set(to, content);
      moved.push(to);
      return { status: 201 };
    }
    const found = files.get(path);
    return found === undefined ? { status: 404 } : { status: 200, body: Buffer.from(found, "base64") };
  });
  return { ...server, files, moved };
}

function factsOf(file: string, env: ReleaseFacts["env"]): ReleaseFacts {
  const about = { branch: "main", packer: "pnpm", producer: "releaser@0.1.0" };
  const planner = { name: "@changesets/cli", version: "3.0.3", from: "workspace" } as const;
  return {
    key: "1.4.0",
    tag: "v1.4.0",
    commit: "c".repeat(40),
    plan: sealPlan({
      train: { from: "1.3.0", to: "1.4.0", bump: "minor", tag: "v1.4.0", owner: "release/version.txt" },
      ...about,
      planner,
      releases: [],
      changesets: [],
      decisions: [],
      capsules: [],
      rollback: [],
    }),
    artifacts: [{ name: "a-1.4.0.tgz", file, sha256: sha256(readFileSync(file, "utf8")) }],
    checksums: "d".repeat(64),
    prerelease: false,
    latest: () => Promise.resolve(true),
    env,
    exec: () => Promise.reject(new Error("no programs here")),
    clock: { now: () => new Date(), elapsed: () => performance.now(), sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    outward: true,
  };
}

function packed(): string {
  const file = join(tempDir(), "a-1.4.0.tgz");
  writeFileSync(file, "ours, and long enough to be cut in half");
  return file;
}

const account = { WEBDAV_USER: "me", WEBDAV_PASSWORD: "secret" };

async function only(publisher: Publisher, facts: ReleaseFacts): Promise<Resource> {
  const [resource, ...others] = await publisherResources({ publisher, facts, after: [] });
  expect([resource?.id, others]).toEqual(["webdav:a-1.4.0.tgz", []]);
  return resource as Resource;
}

test("the example in docs/ passes the conformance kit", async () => {
  const file = packed();
  const report = await conformance({
    open: async (plan) => {
      const dav = await openDav();
      const proxy = await openFaultProxy({ service: "dav", upstream: dav.url, plan, patience: 20 });
      const resource = await only(webdav({ address: `${proxy.url}/releases/` }), factsOf(file, account));
      return {
        resource: () => resource,
        snapshot: () => ({ files: Object.fromEntries(dav.files), moved: [...dav.moved] }),
        occupy: () => Promise.resolve(void dav.files.set("/releases/v1.4.0/a-1.4.0.tgz", "dGhlaXJz")),
        close: async () => void (await Promise.all([dav.close(), proxy.close()])),
      };
    },
  });
  expect(problemsOf(report)).toEqual([]);
  expect(report.checks.map(({ tried }) => tried > 0)).toEqual([true, true, true, true, true, true, true, false]);
});

test("it says before anything goes outward that it has no credentials, and gives none away", async () => {
  const dav = await openDav();
  onTestFinished(() => dav.close());
  const publisher = webdav({ address: dav.url });
  const without = await only(publisher, factsOf(packed(), { WEBDAV_USER: "me" }));
  expect(await without.preflight?.()).toEqual([expect.objectContaining({ code: "E_WEBDAV_CREDENTIALS", exit: 9 })]);
  const wrong = await only(publisher, factsOf(packed(), { ...account, WEBDAV_PASSWORD: "hidden-word" }));
  const error: unknown = await wrong.observe().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ failure: { code: "E_CREDENTIALS", exit: 9, why: "the server answers 401 to GET" } });
  expect(JSON.stringify(error)).not.toContain("hidden-word");
});

test("a rehearsal of it stays in its folder", async () => {
  const folder = tempDir();
  const rehearsed = webdav({ address: "https://dav.invalid" }).rehearsal?.(folder) as Publisher;
  const file = packed();
  const resource = await only(rehearsed, factsOf(file, {}));
  expect(await resource.observe()).toEqual({ is: "absent" });
  await resource.apply({ is: "absent" });
  expect(await resource.observe()).toMatchObject({ is: "equal" });
  expect(readFileSync(join(folder, "v1.4.0/a-1.4.0.tgz"), "utf8")).toBe(readFileSync(file, "utf8"));
  writeFileSync(join(folder, "v1.4.0/a-1.4.0.tgz"), "theirs");
  await expect(resource.apply({ is: "absent" })).rejects.toMatchObject({ failure: { code: "E_PUBLISHER_FAILED" } });
});
