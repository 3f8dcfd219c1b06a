import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules, type SkewReport } from "@releaser/skew";
import {
  cleanRepo,
  faults,
  type GitRepo,
  lockOf,
  openGitRepo,
  openTempDir,
  releaser,
  removeDir,
  standInPnpm,
  tempDir,
  treeOf,
  type Variation,
  validVariations,
} from "@releaser/testkit";
import { beforeAll, describe, expect, test } from "vitest";
import { reportIn } from "./documents.ts";

/** The rules of the catalogue that mend what they find. */
const fixable: readonly string[] = [
  "dep/catalog-bypassed",
  "dep/catalog-unused",
  "dep/external-mismatch",
  "file/surface",
  "file/version-txt",
  "intent/bump-too-weak",
  "intent/catalog-change",
  "intent/no-changeset",
  "lock/importer-specifier",
  "plan/dependent-out-of-range",
  "plan/unknown-package",
  "plan/zero-major",
  "range/internal-excludes",
  "range/internal-peer-excludes",
  "range/internal-registry-fallback",
  "range/peer-dev-disjoint",
  "range/peer-workspace-star",
  "tag/manifest-ahead",
  "tag/manifest-behind",
  "tool/node-pins",
  "tool/typescript",
];

/**
 * A version that is taken back leaves the changelog that was written with it; a package that joins a fixed group gets
 * the version of the group with the next release of it.
 */
const uncovers: Readonly<Record<string, readonly string[]>> = {
  "group/uncovered": ["group/fixed-drift"],
  "tag/manifest-ahead": ["log/changelog-head"],
  "tag/manifest-behind": ["log/changelog-head"],
};

let clean: GitRepo;
beforeAll(() => {
  const dir = openTempDir();
  clean = cleanRepo(dir);
  return () => removeDir(dir);
});

/** A copy of the clean repository with something seeded and committed. */
function seeded({ seed, staleLockfile }: Variation): GitRepo {
  const dir = join(tempDir(), "repo");
  cpSync(clean.dir, dir, { recursive: true, verbatimSymlinks: true });
  const repo = openGitRepo(dir);
  seed(treeOf(repo));
  if (staleLockfile === undefined) writeFileSync(join(dir, "pnpm-lock.yaml"), lockOf(dir));
  repo.commit("chore: an edit");
  return repo;
}

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("for-each-ref")];
}

describe("a fault alone in a clean workspace gives its rule and no other error", () => {
  const known = new Set(rules.map(({ id }) => id));
  test.each(faults.filter(({ rule }) => known.has(rule)))("$rule: $title", async (fault) => {
    const repo = seeded(fault);
    const before = stateOf(repo);
    const ran = await releaser(["skew", "--json", ...(fault.args ?? [])], { cwd: repo.dir });
    const { findings } = reportIn(ran);
    const own = findings.filter(({ rule }) => rule === fault.rule);
    expect(own.map(({ level }) => level)).toContain(fault.level);
    expect(findings.filter(({ rule, level }) => level === "error" && rule !== fault.rule)).toEqual([]);
    expect(ran.code).toBe(fault.level === "error" ? 7 : 0);
    const [file, text] = fault.at;
    const lines = readFileSync(join(repo.dir, file), "utf8").split("\n");
    const places = own.map((finding) => [finding.file, lines[(finding.line ?? 0) - 1] ?? ""] as const);
    expect(places).toContainEqual([file, text === "" ? expect.anything() : expect.stringContaining(text)]);
    expect(stateOf(repo)).toEqual(before);
  });
});

describe("a fault whose rule has a fix is mended by it, and nothing else is broken", () => {
  const known = new Set(rules.map(({ id }) => id));
  test.each(faults.filter(({ rule }) => known.has(rule)))("$rule: $title", async (fault) => {
    const repo = seeded(fault);
    const env = { PATH: standInPnpm(tempDir()) };
    const skew = async (...args: readonly string[]): Promise<SkewReport> =>
      reportIn(await releaser(["skew", "--json", ...args, ...(fault.args ?? [])], { cwd: repo.dir, env }));
    const before = await skew();
    const fix = before.findings.find(({ rule }) => rule === fault.rule)?.fix;
    if (fix === undefined) {
      expect(fixable).not.toContain(fault.rule);
      return;
    }
    const safely = await skew("--fix");
    expect(safely.findings.filter((one) => one.rule === fault.rule && one.fix?.safety === "safe")).toEqual([]);
    const after = fix.safety === "safe" ? safely : await skew("--fix-unsafe");
    expect(after.findings.filter(({ rule }) => rule === fault.rule)).toEqual([]);
    expect([...(safely.unfixed ?? []), ...(after.unfixed ?? [])]).toEqual([]);
    const had = new Set([...before.findings.map(({ rule }) => rule), ...(uncovers[fault.rule] ?? [])]);
    expect(after.findings.filter(({ rule }) => !had.has(rule))).toEqual([]);
    const written = repo.git("status", "--porcelain");
    expect(written).not.toBe("");
    expect((await skew("--fix-unsafe")).fixed).toEqual([]);
    expect(repo.git("status", "--porcelain")).toBe(written);
  });
});

test.each([{ title: "as it is", seed: () => {} }, ...validVariations])("valid: $title", async (variation) => {
  const ran = await releaser(["skew", "--json"], { cwd: seeded(variation).dir });
  expect(reportIn(ran).findings.filter(({ level }) => level !== "info")).toEqual([]);
  expect(ran.code).toBe(0);
});

test("every rule has a fault", () => {
  const seededRules = new Set(faults.map(({ rule }) => rule));
  const unseeded = rules.map(({ id }) => id).filter((id) => !seededRules.has(id) && !id.startsWith("registry/"));
  expect(unseeded).toEqual([]);
});
