import { readdirSync } from "node:fs";
import type { Level } from "@releaser/core";
import type { SkewReport } from "@releaser/skew";
import { fixture, fixturesDir, fixtureTest, type GitRepo, openGitRepo, releaser } from "@releaser/testkit";
import { expect } from "vitest";
import { reportIn } from "./documents.ts";

/**
 * Everything that is found in each real workspace with its tags, as level, rule and count. Each error and warning was looked
 * at by hand, so one more is a false alarm until somebody has looked at it too. `tag/orphan` and `group/linked-drift` come
 * from how the fixtures are made: every tag lies on one commit, which has none of the packages that left.
 */
const found: Readonly<Record<string, readonly string[]>> = {
  "Shopify__polaris--rel": [
    "error plan/mixed-ignored 1",
    "warning dep/external-mismatch 17",
    "warning plan/engine-mismatch 1",
    "warning tag/orphan 1",
    "warning tag/untagged 1",
  ],
  "TanStack__form--rel": ["warning plan/engine-mismatch 1", "info log/changelog-head 5"],
  "Thinkmill__manypkg--rel": ["warning plan/engine-mismatch 1", "warning tag/orphan 1"],
  biomejs__biome: ["warning dep/external-mismatch 2", "warning plan/engine-mismatch 1"],
  changesets__action: ["warning meta/history-missing 1"],
  "e2b-dev__E2B": ["warning plan/engine-mismatch 1"],
  "emotion-js__emotion--rel": ["warning plan/engine-mismatch 1", "warning tag/orphan 1", "info group/linked-drift 1"],
  "graphprotocol__graph-tooling": [
    "warning dep/external-mismatch 2",
    "warning plan/engine-mismatch 1",
    "warning range/internal-excludes 2",
  ],
  "graphql__graphiql--rel": [
    "warning dep/external-mismatch 10",
    "warning plan/engine-mismatch 1",
    "warning tag/untagged 5",
    "warning tool/typescript 1",
    "info dep/override-shadow 2",
    "info log/changelog-head 4",
  ],
  graphql__graphiql: [
    "warning dep/external-mismatch 10",
    "warning plan/engine-mismatch 1",
    "info dep/override-shadow 2",
  ],
  "livekit__client-sdk-js": ["warning plan/engine-mismatch 1"],
  "llampwall__sentinel-kit": ["error id/version-missing 1", "info meta/history-missing 1"],
  "shadcn-ui__ui--rel": [
    "warning dep/external-mismatch 15",
    "warning plan/engine-mismatch 1",
    "warning range/peer-dev-disjoint 1",
    "warning tag/orphan 1",
    "info dep/override-shadow 2",
    "info range/internal-registry-fallback 1",
  ],
  "sigstore__sigstore-js--rel": [
    "error plan/mixed-ignored 1",
    "warning plan/engine-mismatch 1",
    "warning plan/ignored-only 5",
  ],
  "sveltejs__kit--v1-exit": [
    "error plan/unknown-package 30",
    "warning dep/external-mismatch 3",
    "warning id/duplicate-name 2",
    "warning plan/engine-mismatch 1",
    "warning plan/ignored-only 1",
  ],
  sveltejs__kit: [
    "error range/internal-peer-excludes 1",
    "warning dep/catalog-bypassed 4",
    "warning id/duplicate-name 1",
    "warning tag/orphan 1",
    "info dep/catalog-bypassed 10",
    "info dep/catalog-unused 4",
  ],
  "wevm__wagmi--rel": [
    "warning dep/external-mismatch 1",
    "warning range/peer-dev-disjoint 1",
    "warning range/peer-workspace-star 1",
    "info dep/catalog-bypassed 1",
  ],
};

for (const [id, all] of Object.entries(found)) {
  fixtureTest(`${id} gives what was looked at by hand, at no scope a heavier finding, and stays as it is`, async () => {
    const repo = openGitRepo(fixture(id, { tags: true }));
    const before = stateOf(repo);
    const [offline, tree] = await Promise.all([skewOf(repo, "offline"), skewOf(repo, "tree")]);
    expect(counted(offline)).toEqual(all);
    expect(placesOf(offline)).toEqual(expect.arrayContaining([...placesOf(tree)]));
    expect(stateOf(repo)).toEqual(before);
  });
}

fixtureTest("every fixture was looked at", () => {
  const there = readdirSync(fixturesDir).filter((name) => name.includes("__"));
  expect(Object.keys(found).toSorted()).toEqual(there.toSorted());
});

/** Runs the command line; its exit has to follow from the report, and the other stream to hold nothing. */
async function skewOf({ dir }: GitRepo, scope: "offline" | "tree"): Promise<SkewReport> {
  const ran = await releaser(["skew", "--json", "--scope", scope], { cwd: dir });
  const report = reportIn(ran);
  expect([ran.stderr, ran.code, report.ok]).toEqual(["", report.counts.error > 0 ? 7 : 0, report.counts.error === 0]);
  return report;
}

function counted({ findings }: SkewReport): readonly string[] {
  const levels: readonly Level[] = ["error", "warning", "info"];
  return levels.flatMap((level) => {
    const rules = findings.filter((one) => one.level === level).map(({ rule }) => rule);
    return [...Map.groupBy(rules, (rule) => rule)].map(([rule, { length }]) => `${level} ${rule} ${length}`).toSorted();
  });
}

/** The errors, each with its place. */
function placesOf({ findings }: SkewReport): readonly string[] {
  return findings
    .filter(({ level }) => level === "error")
    .map(({ rule, file, line }) => `${rule} ${file}:${line ?? 0}`);
}

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain", "--ignored"), git("for-each-ref")];
}
