import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, type Resource } from "@releaser/core";
import { type GitRepo, gitRepo, repo, tempDir } from "@releaser/testkit";
import {
  type Conformance,
  conformance,
  type ConformanceReport,
  type ConformanceWorld,
  type FaultPlan,
  faultsInProcess,
  faultyCalls,
  openFaultProxy,
  problemsOf,
} from "@releaser/testkit/conformance";
import { openLabRegistry, publishTo, serveGit, writeNpmrc } from "@releaser/testkit/lab";
import { openGit } from "@releaser/workspace";
import { describe, expect, test } from "vitest";
import {
  assetResource,
  bannerResource,
  bodyResource,
  draftResource,
  type FindPage,
  npmResource,
  openDirectoryPage,
  openNpmRegistry,
  publicResource,
  refPushResource,
  type ReleasePage,
} from "../src/index.ts";
import { packedFile } from "./packed-file.ts";

const tag = "v1.0.0";
const marker = { plan: "a".repeat(64), checksums: sha256("bytes") };

function triedOf({ checks }: ConformanceReport): readonly number[] {
  return checks.map(({ tried }) => tried);
}

describe("each resource of ours passes the kit", () => {
  test("a version on a registry, over HTTP", async () => {
    const packed = await packedFile(tempDir(), { name: "@s/a", version: "1.0.0" });
    const report = await conformance({ open: async (plan) => await npmWorld(plan, packed) });
    expect(problemsOf(report)).toEqual([]);
    // Before and after each call: it is looked at, latest is read, it is sent, looked at again, and downloaded.
    expect(triedOf(report)[3]).toBe(10);
  });

  test("a tag and its branch at a remote, over HTTP", async () => {
    const from = gitRepo(repo().pkg("a@1.0.0"), { origin: true });
    const head = from.commit("release");
    const open: Conformance["open"] = async (plan) => await gitWorld(plan, from, head);
    // A cut is a refusal too, at every call.
    const report = await conformance({ open, faults: ["told, not done", "done, not told"] });
    expect(problemsOf(report)).toEqual([]);
    expect(triedOf(report).slice(4)).toEqual([2, expect.any(Number), 1, 0]);
  });

  test.each(["draft", "asset", "body", "public", "banner"] as const)("a release page's %s", async (kind) => {
    const report = await conformance(pageSubject(kind));
    expect(problemsOf(report)).toEqual([]);
    expect(triedOf(report)[4]).toBeGreaterThan(4);
  });
});

async function npmWorld(
  plan: () => FaultPlan,
  packed: Awaited<ReturnType<typeof packedFile>>,
): Promise<ConformanceWorld> {
  const lab = await openLabRegistry();
  const proxy = await openFaultProxy({ service: "npm", upstream: lab.url, plan, patience: 20 });
  const userconfig = writeNpmrc(join(tempDir(), "npmrc"), proxy.url);
  return {
    resource: () =>
      npmResource({
        ...packed,
        registry: openNpmRegistry({ env: {}, userconfig, fetchTimeout: 2000 }),
        access: "public",
        settle: 1000,
      }),
    snapshot: () => {
      const { packages, tarballs, published } = lab.snapshot();
      return { packages: Object.values(packages).map(({ time: _, ...kept }) => kept), tarballs, published };
    },
    occupy: () => {
      const taken = publishTo(lab.snapshot(), foreignPublication, new Date(0).toISOString());
      if ("state" in taken) lab.restore(taken.state);
      return Promise.resolve();
    },
    close: async () => void (await Promise.all([lab.close(), proxy.close()])),
  };
}

const foreignPublication = {
  name: "@s/a",
  versions: { "1.0.0": { name: "@s/a", version: "1.0.0" } },
  _attachments: { "@s/a-1.0.0.tgz": { data: Buffer.from("theirs").toString("base64") } },
};

async function gitWorld(plan: () => FaultPlan, { dir, git, origin }: GitRepo, head: string): Promise<ConformanceWorld> {
  const root = tempDir();
  const remote = join(root, "origin.git");
  cpSync(origin ?? "", remote, { recursive: true });
  const server = await serveGit(root);
  const proxy = await openFaultProxy({ service: "git", upstream: server.url, plan, patience: 20 });
  const refs = ["refs/heads/main", `refs/tags/${tag}`].map((name) => ({ name, oid: head }));
  return {
    resource: () =>
      refPushResource({
        git: openGit(dir),
        remote: `${proxy.url}/origin.git`,
        refs,
        stage: "tagged",
        id: `push:${tag}`,
        title: "pushing",
      }),
    snapshot: () => git("--git-dir", remote, "for-each-ref", "--format=%(refname) %(objectname)"),
    occupy: () => {
      git("push", "--quiet", remote, `HEAD~1:refs/tags/${tag}`);
      return Promise.resolve();
    },
    close: async () => void (await Promise.all([server.close(), proxy.close()])),
  };
}

type Kind = "asset" | "banner" | "body" | "draft" | "public";

function pageSubject(kind: Kind): Conformance {
  return { faults: faultsInProcess, open: async (plan) => await pageWorld(kind, plan) };
}

async function pageWorld(kind: Kind, plan: () => FaultPlan): Promise<ConformanceWorld> {
  const dir = tempDir();
  const real = openDirectoryPage(join(dir, "releases"));
  const file = join(dir, "bytes");
  writeFileSync(file, "bytes");
  if (kind !== "draft") await real.createDraft({ tag, title: tag, marker, prerelease: false });
  const id = async (): Promise<string> => (await real.list(tag))[0]?.id ?? "";
  if (kind === "public" || kind === "banner") await real.upload(await id(), { name: "a.tgz", file });
  if (kind === "banner") await real.makePublic(await id(), { latest: true, prerelease: false });
  const page = faultyCalls(real, {
    service: "page",
    plan,
    reads: ["list", "download"],
    writes: ["createDraft", "upload", "remove", "setBody", "update", "makePublic", "discard"],
  });
  const occupy = { draft: () => openForeign(real, file), asset: () => swapAsset(real, dir) };
  return {
    resource: () => pageResource(kind, page, file),
    snapshot: async () => (await real.list(tag)).map(({ where: _, id: __, ...kept }) => kept),
    ...((kind === "draft" || kind === "asset") && { occupy: occupy[kind] }),
  };
}

function pageResource(kind: Kind, page: ReleasePage, file: string): Resource {
  const find: FindPage = async () => (await page.list(tag))[0];
  const no = (): Promise<boolean> => Promise.resolve(false);
  const yes = (): Promise<boolean> => Promise.resolve(true);
  switch (kind) {
    case "draft":
      return draftResource({ page, tag, title: tag, marker, prerelease: false });
    case "asset":
      return assetResource({ page, find, tag, name: "a.tgz", file, sha256: sha256("bytes"), replaceable: no });
    case "body":
      return bodyResource({ page, find, tag, body: () => Promise.resolve("# v1"), stage: "announced" });
    case "banner":
      return bannerResource({ page, find, tag, banner: "> rolled back" });
    case "public":
      return publicResource({ page, find, tag, prerelease: false, latest: yes });
  }
}

async function openForeign(page: ReleasePage, file: string): Promise<void> {
  const foreign = { plan: "c".repeat(64), checksums: "d".repeat(64) };
  const id = await page.createDraft({ tag, title: tag, marker: foreign, prerelease: false });
  await page.upload(id, { name: "a.tgz", file });
  await page.makePublic(id, { latest: true, prerelease: false });
}

async function swapAsset(page: ReleasePage, dir: string): Promise<void> {
  const file = join(dir, "theirs");
  writeFileSync(file, "theirs");
  await page.upload((await page.list(tag))[0]?.id ?? "", { name: "a.tgz", file });
}
