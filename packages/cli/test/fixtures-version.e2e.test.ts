import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Changeset, moves, type Plan } from "@releaser/core";
import { fixture, fixtureTest, openGitRepo, releaser } from "@releaser/testkit";
import { markdownProblems } from "@releaser/testkit/markdown";
import { readWorkspace } from "@releaser/workspace";
import { describe, expect } from "vitest";
import { byText, changedRanges, expectedOf, expectVersioned, manifestsOf } from "./expect-versioned.ts";
import { toldIn, toldOf } from "./told-changes.ts";

interface Case {
  readonly id: string;
  /** What `configPatches` of its `expected.json` names, and what is skewed there and has nothing to do with versioning. */
  readonly repair?: (dir: string) => void;
}

const cases: readonly Case[] = [
  { id: "Shopify__polaris--rel", repair: versionPrivate },
  { id: "TanStack__form--rel" },
  { id: "Thinkmill__manypkg--rel" },
  { id: "biomejs__biome" },
  { id: "changesets__action" },
  { id: "e2b-dev__E2B" },
  { id: "emotion-js__emotion--rel" },
  { id: "graphprotocol__graph-tooling" },
  { id: "graphql__graphiql" },
  { id: "graphql__graphiql--rel" },
  { id: "livekit__client-sdk-js" },
  { id: "shadcn-ui__ui--rel" },
  { id: "sigstore__sigstore-js--rel", repair: versionPrivate },
  // A public peer range really excludes the version beside it, also after the release.
  { id: "sveltejs__kit", repair: (dir) => lower(dir, "range/internal-peer-excludes") },
  { id: "sveltejs__kit--v1-exit", repair: leavePre },
  { id: "wevm__wagmi--rel" },
];

describe("releaser version in a workspace that nobody here wrote", () => {
  for (const { id, repair } of cases) {
    fixtureTest(`${id} carries the versions, ranges and words that its changesets ask for`, async () => {
      const cwd = fixture(id);
      const repo = openGitRepo(cwd);
      if (repair !== undefined) {
        repair(cwd);
        repo.git("-c", "user.name=T", "-c", "user.email=t@example.test", "commit", "--quiet", "--all", "-m", "repair");
      }
      const manifests = manifestsOf(cwd, id);
      const owed = owedIn(cwd, id);

      expect(await releaser(["version"], { cwd })).toMatchObject({ code: 0, stderr: "" });
      const plan = JSON.parse(readFileSync(join(cwd, "release/plan.json"), "utf8")) as Plan;
      expect(repo.git("status", "--porcelain")).toBe("");
      expectVersioned(cwd, id, plan);
      expect(changedRanges(manifests, manifestsOf(cwd, id))).toEqual(expectedOf(id).ranges.toSorted(byText));

      const notes = readFileSync(join(cwd, `release/notes/${plan.key}.md`), "utf8");
      expect(toldIn(notes)).toEqual(toldOf(owed));
      expect(headOf(cwd, "release/CHANGELOG.md")).toBe(`[${plan.train?.to}]`);
      for (const { dir, to } of plan.releases.filter((release) => moves(release))) {
        expect([dir, headOf(cwd, join(dir, "CHANGELOG.md"))]).toEqual([dir, to]);
      }
      expect(problemsIn(cwd, repo.git("show", "--format=", "--name-only", "--diff-filter=AM", "HEAD"))).toEqual([]);

      expect((await releaser(["notes"], { cwd })).stdout).toBe(notes);
      const before = [repo.git("rev-parse", "HEAD"), repo.git("for-each-ref")];
      const again = await releaser(["version"], { cwd });
      expect([again.code, again.stderr]).toEqual([0, ""]);
      expect(again.stdout).toContain("no changeset moves a package");
      expect([repo.git("rev-parse", "HEAD"), repo.git("for-each-ref")]).toEqual(before);
      expect(repo.git("status", "--porcelain")).toBe("");
    });
  }
});

/** The changesets that notes are to tell of: those that pend and name a package that Changesets moved. */
function owedIn(dir: string, id: string): readonly Changeset[] {
  const moved = new Set(expectedOf(id).bumped.map(([, name]) => name));
  const { changesets = [], pre } = readWorkspace(dir).changesets ?? {};
  const used = new Set(pre?.mode === "pre" ? pre.changesets : []);
  return changesets.filter(
    (changeset) =>
      !used.has(changeset.id) && changeset.releases.some(({ name, type }) => type !== "none" && moved.has(name)),
  );
}

/** The version in the first heading of a changelog's entries. */
function headOf(dir: string, file: string): string | undefined {
  return /^## (?<version>\S+)/mu.exec(readFileSync(join(dir, file), "utf8"))?.groups?.["version"];
}

/** What is wrong with the Markdown that was written. Of a package's changelog the newest entry was; older ones are its owners'. */
function problemsIn(dir: string, paths: string): readonly string[] {
  const files = paths.split("\n").filter((path) => path.endsWith(".md") && !path.startsWith(".changeset/"));
  expect(files).toContain("release/CHANGELOG.md");
  return files.flatMap((file) => {
    const text = readFileSync(join(dir, file), "utf8");
    const [title = "", entry = ""] = text.split(/^(?=## )/mu);
    const written = file.startsWith("release/") ? text : `${title}${entry}`;
    const exists = (path: string): boolean => existsSync(join(dir, dirname(file), path));
    return markdownProblems(written, { exists }).map((problem) => `${file}: ${problem}`);
  });
}

function lower(dir: string, rule: string): void {
  writeFileSync(join(dir, "releaser.config.json"), JSON.stringify({ skew: { rules: { [rule]: "warning" } } }));
  openGitRepo(dir).git("add", "releaser.config.json");
}

function versionPrivate(dir: string): void {
  editJson(join(dir, ".changeset/config.json"), { privatePackages: { version: true, tag: false } });
}

/** `changeset pre exit`, and packages that are not there taken out of the changesets that name them. */
function leavePre(dir: string): void {
  editJson(join(dir, ".changeset/pre.json"), { mode: "exit" });
  const { packages, changesets } = readWorkspace(dir);
  for (const { file, releases } of changesets?.changesets ?? []) {
    const unknown = releases.filter(({ name }) => !packages.has(name)).map(({ name }) => name);
    if (unknown.length === 0) continue;
    const lines = readFileSync(join(dir, file), "utf8").split("\n");
    const isKnown = (line: string): boolean => !unknown.some((name) => /^['"]/u.test(line) && line.startsWith(name, 1));
    writeFileSync(join(dir, file), lines.filter((line) => isKnown(line)).join("\n"));
  }
}

function editJson(path: string, change: Readonly<Record<string, unknown>>): void {
  const value = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>;
  writeFileSync(path, `${JSON.stringify({ ...value, ...change }, undefined, 2)}\n`);
}
