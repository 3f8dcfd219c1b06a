import type { Plan } from "@releaser/core";
import { repo, samplePlan } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { differences, foreignPaths, releaseFiles } from "../src/version/release-files.ts";
import { acme } from "./worlds.ts";

const release = { private: false, bump: "minor", causes: [] } as const;

function planOf(owner: string | undefined): Plan {
  return samplePlan({
    train: owner === undefined ? null : { from: "1.4.0", to: "1.5.0", bump: "minor", tag: "v1.5.0", owner },
    releases: [
      { ...release, name: "@acme/core", dir: "packages/core", from: "1.2.0", to: "1.3.0" },
      { ...release, name: "@acme/cli", dir: "packages/cli", from: "1.4.0", to: null, bump: "none" },
    ],
  });
}

describe("foreignPaths", () => {
  const workspace = acme().workspace();

  test("lets through manifests, changelogs, changesets, lockfiles, release metadata and the train's owner", () => {
    const own = [
      "package.json",
      "CHANGELOG.md",
      "packages/core/package.json",
      "packages/core/CHANGELOG.md",
      ".sentinel/package.json",
      ".sentinel/CHANGELOG.md",
      ".changeset/cold-start.md",
      ".changeset/pre/cold-start.md",
      ".changeset/pre.json",
      "release/plan.json",
      "release/notes/1.5.0.md",
      "pnpm-lock.yaml",
      "VERSION.txt",
    ];
    expect(foreignPaths(own, workspace, planOf("VERSION.txt"))).toEqual([]);
  });

  test("names everything else", () => {
    const foreign = [
      "packages/core/index.js",
      "packages/core/docs/CHANGELOG.md",
      "packages/other/package.json",
      ".github/workflows/ci.yml",
      ".sentinel/DECISIONS.md",
      "releases/plan.json",
      ".changesets/x.md",
      "VERSION.txt",
      "docs/pnpm-lock.yaml",
    ];
    expect(foreignPaths(["package.json", ...foreign], workspace, planOf(undefined))).toEqual(foreign);
  });
});

describe("releaseFiles", () => {
  const options = { date: "2026-11-23", commits: [], places: new Map(), signers: undefined, read: () => undefined };

  test("writes the version file where it owns the train, and leaves a manifest to who writes manifests", () => {
    const pathsOf = (owner: string | undefined): readonly string[] =>
      releaseFiles(planOf(owner), options).map(({ path }) => path);
    const always = ["release/plan.json", "release/notes/1.5.0.md", "release/CHANGELOG.md"];
    expect(pathsOf("release/version.txt")).toEqual([...always, "release/version.txt"]);
    expect(pathsOf("package.json")).toEqual(always);
    const { key } = planOf(undefined);
    expect(pathsOf(undefined)).toEqual(["release/plan.json", `release/notes/${key}.md`, "release/CHANGELOG.md"]);
  });

  test("writes the plan so that it reads back as it is, and applied twice changes nothing", () => {
    const plan = planOf("release/version.txt");
    const once = releaseFiles(plan, options);
    expect(JSON.parse(once[0]?.content ?? "")).toEqual(plan);
    const read = (wanted: string): string | undefined => once.find(({ path }) => path === wanted)?.content;
    expect(releaseFiles(plan, { ...options, read })).toEqual(once);
  });
});

describe("differences", () => {
  const tree = repo().pkg("@acme/cli@9.9.9").file("release/version.txt", "1.5.0\n");

  test("none where the tree says what was planned", () => {
    expect(differences(planOf("release/version.txt"), tree.pkg("@acme/core@1.3.0").workspace())).toEqual([]);
  });

  test("names each version that is not the plan's, the train's too", () => {
    const stale = tree.pkg("@acme/core@1.2.0").file("release/version.txt", "1.4.0\n");
    expect(differences(planOf("release/version.txt"), stale.workspace())).toEqual([
      "@acme/core is 1.2.0, planned is 1.3.0",
      "the train is 1.4.0, planned is 1.5.0",
    ]);
    expect(differences(planOf("release/version.txt"), tree.workspace())).toEqual([
      "@acme/core is absent, planned is 1.3.0",
    ]);
  });
});
