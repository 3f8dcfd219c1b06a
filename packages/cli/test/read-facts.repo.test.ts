import { gitRepo, repo, type World } from "@releaser/testkit";
import type { PipelineFacts } from "@releaser/workflows";
import { expect, test } from "vitest";
import { openRepository } from "../src/open-repository.ts";
import { readFacts } from "../src/pipeline/read-facts.ts";
import { acme } from "./worlds.ts";

async function factsOf(world: World): Promise<PipelineFacts> {
  return await readFacts(await openRepository(gitRepo(world).dir));
}

test("a repository that configures nothing has facts", async () => {
  expect(await factsOf(acme().root({ scripts: { lint: "eslint ." } }))).toEqual({
    branch: "main",
    trainTag: "vX.Y.Z",
    packageTags: true,
    packageManager: "pnpm",
    packageManagerVersion: "12.21.0",
    locked: false,
    node: "24",
    runner: "ubuntu-24.04",
    targets: ["npm"],
    images: [],
    page: "none",
    gates: [
      {
        id: "lint",
        title: "linting",
        command: "pnpm run lint",
        owner: "Builder",
        after: [],
        timeout: 1_800_000,
        retries: 0,
      },
    ],
    nx: false,
    sentinel: true,
    environments: { signing: "signing", publishing: "publishing" },
    allowedSigners: ".github/allowed_signers",
    told: [],
    webhook: undefined,
    runsConfig: false,
  });
});

test("what is configured, pinned and there is told", async () => {
  const config = {
    branch: "trunk",
    train: false,
    packageTags: false,
    page: { kind: "github", repository: "acme/shop" },
    containers: [{ image: "ghcr.io/acme/app", build: "sh build.sh" }],
    announce: { comments: true, discussion: "News", webhook: { env: "CHAT_URL" } },
    gates: {
      licences: { run: ["node", "check it.mjs"], cwd: "tools", after: ["lint"], retries: 2, timeoutMinutes: 5 },
    },
    pipeline: { environments: { signing: "keys" }, node: 26, runner: "acme-linux" },
    allowedSigners: "keys/signers",
  };
  const world = acme()
    .root({ packageManager: "pnpm@12.21.0+sha512.abc", scripts: { lint: "eslint ." } })
    .file("releaser.config.json", JSON.stringify(config))
    .file("nx.json", "{}\n");
  expect(await factsOf(world)).toMatchObject({
    branch: "trunk",
    trainTag: undefined,
    packageTags: false,
    packageManagerVersion: "12.21.0",
    node: "26",
    runner: "acme-linux",
    targets: ["npm", "tarball", "container"],
    images: ["ghcr.io/acme/app"],
    page: "github",
    gates: [
      { id: "lint" },
      { id: "licences", command: "cd tools && node 'check it.mjs'", after: ["lint"], retries: 2, timeout: 300_000 },
    ],
    nx: true,
    environments: { signing: "keys", publishing: "publishing" },
    allowedSigners: "keys/signers",
    told: ["comments", "discussion"],
    webhook: "CHAT_URL",
  });
});

test.each([
  ["export default { branch: 'main' };\n", false],
  ["export default { branch: process.env.BRANCH };\n", true],
])("whether %j has to be run is known", async (text, runs) => {
  expect((await factsOf(acme().file("releaser.config.ts", text))).runsConfig).toBe(runs);
});

test.each([
  [{ ".nvmrc": "22.19.0\n" }, "22"],
  [{ ".nvmrc": "18\n" }, "24"],
  [{ ".node-version": "v26\n" }, "26"],
])("workflows take the Node of %j where Releaser runs on it", async (files, node) => {
  const world = Object.entries(files).reduce((made, [file, text]) => made.file(file, text), acme());
  expect((await factsOf(world)).node).toBe(node);
});

test.each([
  [">=20", "24"],
  [">=26", "26"],
  ["^22.18.0", "22"],
])("workflows take a Node that engines %j admit", async (range, node) => {
  expect((await factsOf(acme().root({ engines: { node: range } }))).node).toBe(node);
});

test("private packages alone go nowhere", async () => {
  const world = repo().pkg("@acme/site@1.0.0", { private: true });
  expect((await factsOf(world)).targets).toEqual([]);
});
