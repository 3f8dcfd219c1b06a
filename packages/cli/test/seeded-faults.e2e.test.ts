import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "@releaser/skew";
import {
  cleanRepo,
  faults,
  type GitRepo,
  lockOf,
  openGitRepo,
  openTempDir,
  releaser,
  removeDir,
  tempDir,
  treeOf,
  type Variation,
  validVariations,
} from "@releaser/testkit";
import { beforeAll, describe, expect, test } from "vitest";
import { reportIn } from "./documents.ts";

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
