import { describe, expect, test } from "vitest";
import { auditWorkflows } from "../../src/audit/audit-workflows.ts";
import { toPipeline } from "../../src/pipeline/to-pipeline.ts";
import type { PipelineFacts } from "../../src/pipeline/facts.ts";
import { renderWorkflow } from "../../src/render/workflow-file.ts";
import { combinations, facts, gate } from "../facts.ts";

/** The workflows that facts ask for, by the last part of their names. */
function textsOf(made: PipelineFacts): Readonly<Record<"ci" | "release" | "version-packages", string>> {
  const texts = toPipeline(made).workflows.map((workflow) => [
    workflow.name,
    renderWorkflow(workflow, { runner: made.runner, from: "releaser.config.ts" }),
  ]);
  return Object.fromEntries(texts) as Readonly<Record<"ci" | "release" | "version-packages", string>>;
}

const found = (file: string, text: string): readonly string[] =>
  auditWorkflows([{ file, text, ours: true }]).map(({ rule, level, line }) => `${rule} ${level} ${line}`);

test.each(combinations)("%s: nothing is found in any workflow", (_, made) => {
  expect(Object.entries(textsOf(made)).flatMap(([name, text]) => found(name, text))).toEqual([]);
});

test.each<readonly [string, Partial<PipelineFacts>]>([
  ["no page", { page: "none" }],
  ["a directory as page", { page: "directory" }],
  ["no lockfile", { locked: false }],
  ["bun", { packageManager: "bun", packageManagerVersion: undefined }],
  ["everybody told", { told: ["comments", "discussion"], webhook: "CHAT_URL" }],
  ["gates of odd names", { gates: [gate("a:b"), gate("a b"), gate("${{ x }}")] }],
  ["no gates", { gates: [] }],
])("%s: nothing is found in any workflow", (_, more) => {
  expect(Object.entries(textsOf(facts(more))).flatMap(([name, text]) => found(name, text))).toEqual([]);
});

test("a configuration that has to be run is told of: it runs where the identity is", () => {
  const { release } = textsOf(facts({ runsConfig: true }));
  expect(found("release", release).map((one) => one.replace(/ \d+$/u, ""))).toEqual(["identity-with-code error"]);
});

const images = ["ghcr.io/acme/app"];
const {
  ci,
  release,
  "version-packages": versioning,
} = textsOf(facts({ targets: ["npm", "tarball", "container"], images }));
const checkout = /actions\/checkout@[0-9a-f]{40} # v[\d.]+/u;

/** Each fault of the field, in a workflow of ours. */
describe.each([
  ["ci", ci],
  ["version-packages", versioning],
  ["release", release],
])("%s: a fault that is seeded is found by its rule alone", (name, text) => {
  test.each<readonly [rule: string, was: RegExp | string, spoilt: string]>([
    ["all-permissions", "permissions: {}", "permissions: write-all"],
    ["top-level-permissions", "permissions: {}", "permissions:\n  contents: write"],
    ["unpinned-action", checkout, "actions/checkout@v7"],
    ["unversioned-pin", / # v[\d.]+$/mu, ""],
    ["persisted-credentials", "persist-credentials: false", "persist-credentials: true"],
    ["missing-timeout", /^ {4}timeout-minutes: \d+\n/mu, ""],
    ["undocumented-permission", /contents: (read|write) #.*$/mu, "contents: $1"],
    ["expression-in-script", /^( +)run: .*$/mu, "$1run: echo ${{ github.event.head_commit.message }}"],
    ["privileged-trigger", /^on:$/mu, "on:\n  pull_request_target:"],
    ["wide-secret", "permissions: {}", "permissions: {}\nenv:\n  TOKEN: ${{ secrets.NPM_TOKEN }}"],
  ])("%s", (rule, was, spoilt) => {
    const seeded = text.replace(was, spoilt);
    expect(seeded).not.toBe(text);
    const rules = found(name, seeded).map((one) => one.split(" ")[0]);
    expect(new Set(rules)).toEqual(new Set([rule]));
  });
});

test.each<readonly [rule: string, was: RegExp | string, spoilt: string]>([
  ["release-concurrency", "cancel-in-progress: false", "cancel-in-progress: true"],
  ["release-concurrency", /^concurrency:\n(?: .*\n)+/mu, ""],
  ["release-cache", "package-manager-cache: false", "cache: pnpm"],
  ["release-cache", / +package-manager-cache: false\n/u, ""],
  ["identity-without-environment", "    environment: publishing\n", ""],
  [
    "identity-with-code",
    /( +)- name: Bring the release to published/u,
    "$1- run: pnpm install\n$1- name: Bring the release to published",
  ],
  ["unchecked-artifact", / \| sha256sum --check --strict/gu, ""],
  ["inherited-secrets", /^jobs:$/mu, "jobs:\n  other:\n    uses: ./.github/workflows/x.yml\n    secrets: inherit"],
])("release: %s is found where %s is spoilt", (rule, was, spoilt) => {
  const seeded = release.replace(was, spoilt);
  expect(seeded).not.toBe(release);
  expect(new Set(found("release", seeded).map((one) => one.split(" ")[0]))).toEqual(new Set([rule]));
});

test.each<readonly [rule: string, was: RegExp | string, spoilt: string]>([
  ["self-hosted-runner", "runs-on: ubuntu-24.04", "runs-on: self-hosted"],
  ["ignored-gate", /^( +)run: pnpm run lint$/mu, "$1run: pnpm run lint\n$1continue-on-error: true"],
])("ci: %s is found", (rule, was, spoilt) => {
  const seeded = ci.replace(was, spoilt);
  expect(seeded).not.toBe(ci);
  expect(new Set(found("ci", seeded).map((one) => one.split(" ")[0]))).toEqual(new Set([rule]));
});
