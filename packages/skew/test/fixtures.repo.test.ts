import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, Workspace } from "@releaser/core";
import { fixture, type FixtureOptions, fixtureTest } from "@releaser/testkit";
import { readPlan, readWorkspace } from "@releaser/workspace";
import { expect } from "vitest";
import { checkSkew } from "../src/check-skew.ts";
import { planFixes, statedValues } from "../src/fix/index.ts";
import type { SkewReport } from "../src/skew-report.ts";

const known = new Map<string, Promise<SkewReport>>();

/** Each fixture is made and judged once, for all the tests here. */
async function check(id: string, options: FixtureOptions = {}): Promise<SkewReport> {
  const key = `${id} ${options.tags === true}`;
  const report = known.get(key) ?? judgeFixture(id, options);
  known.set(key, report);
  return await report;
}

async function judgeFixture(id: string, options: FixtureOptions): Promise<SkewReport> {
  const workspace = readWorkspace(fixture(id, options));
  const plan = await planOf(workspace);
  const read = (file: string): string | undefined => readText(join(workspace.root, file));
  return checkSkew({ workspace, plan, planner: plan?.planner, scope: "offline", now: () => 0, read });
}

async function planOf(workspace: Workspace): Promise<Plan | undefined> {
  return (
    workspace.changesets && (await readPlan(workspace, { branch: "main", producer: "releaser@0.1.0", packer: "pnpm" }))
  );
}

function placeOf({ file, line }: { readonly file: string; readonly line?: number }): string {
  return `${file}:${line ?? 0}`;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

for (const id of [
  "TanStack__form--rel",
  "wevm__wagmi--rel",
  "e2b-dev__E2B",
  "biomejs__biome",
  "graphql__graphiql--rel",
]) {
  fixtureTest(`${id} has no error`, async () => {
    const report = await check(id);
    expect(report.findings.filter(({ level }) => level === "error")).toEqual([]);
  });
}

fixtureTest("llampwall__sentinel-kit is told what it lacks", async () => {
  const report = await check("llampwall__sentinel-kit");
  expect(report.ok).toBe(false);
  expect(report.findings.map(({ rule, file, message }) => [rule, file, message])).toEqual([
    [
      "id/version-missing",
      ".sentinel/package.json",
      'sentinel-kit-tools has no "version", but .sentinel is part of every release train',
    ],
    [
      "meta/history-missing",
      "package.json",
      "the clone has no tags, so the rules on tags, intent and contracts could not judge",
    ],
  ]);
  expect(report.findings[0]?.hint).toMatch(/add "version": "0\.1\.0"; add a root package\.json .* set up Changesets/u);
});

fixtureTest("sveltejs__kit has a public peer range that leaves out the next major", async () => {
  const report = await check("sveltejs__kit");
  expect(report.findings.filter(({ level }) => level === "error")).toMatchObject([
    {
      rule: "range/internal-peer-excludes",
      file: "packages/adapter-netlify/package.json",
      line: 58,
      message: "@sveltejs/kit is 3.0.0-next.16 here, which ^2.31.0 does not admit",
    },
  ]);
});

fixtureTest("graphprotocol__graph-tooling: 24 ranges of examples are warnings, one for each version", async () => {
  const report = await check("graphprotocol__graph-tooling");
  const internal = report.findings.filter(({ rule }) => rule.startsWith("range/"));
  const places = internal.map(({ level, file, related = [] }) => [level, file, new Set(related.map(placeOf)).size]);
  expect([report.counts.error, places]).toEqual([
    0,
    [
      ["warning", "packages/cli/package.json", 12],
      ["warning", "packages/ts/package.json", 12],
    ],
  ]);
});

fixtureTest("names that two folders have are told once each, with both folders", async () => {
  const names = async (id: string): Promise<readonly string[]> =>
    (await check(id)).findings
      .filter(({ rule }) => rule === "id/duplicate-name")
      .map(({ package: name, file, related = [] }) => [name, file, ...related.map((one) => one.file)].join(" "));
  expect(await names("sveltejs__kit")).toEqual([
    "prerenderable-incorrect-fragment packages/kit/test/build-errors/apps/prerender-entry-generator-mismatch/package.json packages/kit/test/build-errors/apps/prerenderable-incorrect-fragment/package.json",
  ]);
  expect(await names("sveltejs__kit--v1-exit")).toEqual([
    "~TODO~ packages/adapter-static/test/apps/prerendered/package.json packages/adapter-static/test/apps/spa/package.json",
    "test-basics packages/kit/test/apps/basics/package.json packages/kit/test/apps/dev-only/package.json",
  ]);
});

fixtureTest(
  "sveltejs__kit--v1-exit has 27 changesets of packages that are not there, each told at its line",
  async () => {
    const errors = (await check("sveltejs__kit--v1-exit")).findings.filter(({ level }) => level === "error");
    expect(new Set(errors.map(({ rule }) => rule))).toEqual(new Set(["plan/unknown-package"]));
    expect([new Set(errors.map(({ file }) => file)).size, new Set(errors.map(placeOf)).size]).toEqual([27, 30]);
  },
);

for (const [id, file, line] of [
  ["sigstore__sigstore-js--rel", ".changeset/tough-bees-reply.md", 2],
  ["Shopify__polaris--rel", ".changeset/brown-dodos-knock.md", 6],
] as const) {
  fixtureTest(
    `${id} names skipped packages beside released ones, and nothing else is wrong with its plan`,
    async () => {
      const report = await check(id);
      expect(report.findings.filter(({ level }) => level === "error")).toMatchObject([
        { rule: "plan/mixed-ignored", file, line },
      ]);
    },
  );
}

for (const id of ["graphql__graphiql--rel", "sveltejs__kit", "sveltejs__kit--v1-exit"]) {
  fixtureTest(`${id}: versions and pre state agree`, async () => {
    const report = await check(id);
    expect(report.findings.filter(({ rule }) => rule === "plan/pre-mode-mismatch")).toEqual([]);
  });
}

fixtureTest("what a catalog or an override forces apart is found, and weighs by who would carry it", async () => {
  const found = async (id: string): Promise<readonly string[]> =>
    (await check(id)).findings
      .filter(({ rule, level }) => rule.startsWith("dep/") && rule !== "dep/external-mismatch" && level !== "info")
      .map(({ rule, file, message }) => `${rule} ${file}: ${message}`);
  expect(await found("sveltejs__kit")).toEqual([
    "dep/catalog-bypassed packages/adapter-netlify/package.json: rolldown is asked for as ^1.2.0, the catalog has the same",
    "dep/catalog-bypassed packages/adapter-node/package.json: rolldown is asked for as ^1.2.0, the catalog has the same",
    "dep/catalog-bypassed packages/kit/package.json: typescript is asked for as ~6.0.3, the catalog has ^6.0.3",
    "dep/catalog-bypassed packages/package/package.json: semver is asked for as ^7.8.5, the catalog has ^7.5.4",
  ]);
  expect(await found("shadcn-ui__ui--rel")).toEqual([]);
});

fixtureTest(
  "changelogs that were written without their manifests are told, and do not stop the plan that mends them",
  async () => {
    const heads = async (id: string): Promise<readonly string[]> =>
      (await check(id)).findings
        .filter(({ rule }) => rule === "log/changelog-head")
        .map(({ level, file, line }) => `${level} ${file}:${line}`);
    expect(await heads("TanStack__form--rel")).toEqual(
      ["preact", "react", "solid", "svelte", "vue"].map((name) => `info packages/${name}-form/CHANGELOG.md:3`),
    );
    expect(await heads("graphql__graphiql--rel")).toEqual(
      ["-plugin-code-exporter", "-plugin-explorer", "-react", ""].map(
        (name) => `info packages/graphiql${name}/CHANGELOG.md:3`,
      ),
    );
  },
);

fixtureTest("hundreds of real tags, canaries and older lineages among them, are valid", async () => {
  for (const id of ["e2b-dev__E2B", "graphprotocol__graph-tooling", "livekit__client-sdk-js", "wevm__wagmi--rel"]) {
    const { findings } = await check(id, { tags: true });
    expect(findings.filter(({ rule }) => /^(?:group|tag)\//u.test(rule))).toEqual([]);
  }
});

fixtureTest(
  "packages whose tags are on a commit without them are one finding, however many tags they left",
  async () => {
    const { findings } = await check("Shopify__polaris--rel", { tags: true });
    expect(findings.filter(({ rule }) => rule === "tag/orphan").map(({ message }) => message)).toEqual([
      "@shopify/polaris-codemods@0.1.12 and 17 more of @shopify/polaris-codemods, @shopify/polaris-cli@0.2.30 and 61 more of @shopify/polaris-cli are tags of packages that neither the workspace nor the tagged commit has",
    ]);
  },
);

fixtureTest(
  "fixes of real workspaces can all be made, beside each other, and change the lines of their values alone",
  async () => {
    const ids = [
      "sveltejs__kit",
      "graphprotocol__graph-tooling",
      "TanStack__form--rel",
      "biomejs__biome",
      "wevm__wagmi--rel",
    ];
    for (const id of ids) {
      const workspace = readWorkspace(fixture(id));
      const { findings } = await check(id);
      const look = (file: string): { readonly text: string | undefined } => ({
        text: readText(join(workspace.root, file)),
      });
      const { files, unfixed } = planFixes({ findings, unsafe: true, look, valueAt: statedValues(workspace) });
      expect([id, unfixed]).toEqual([id, []]);
      const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
      for (const { file, before = "", after } of files) {
        const old = new Set(before.split("\n"));
        const changed = after.split("\n").filter((line) => !old.has(line));
        expect(changed.length).toBeLessThanOrEqual(edits.filter((edit) => edit.file === file).length);
        if (file.endsWith(".json")) expect(Object.keys(parsed(after))).toEqual(Object.keys(parsed(before)));
      }
    }
  },
);

function parsed(text: string): object {
  return JSON.parse(text) as object;
}
