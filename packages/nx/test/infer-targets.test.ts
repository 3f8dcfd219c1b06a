import { execSync } from "node:child_process";
import { matchesGlob } from "node:path";
import type { TargetConfiguration } from "@nx/devkit";
import { checkSkew } from "@releaser/skew";
import { memoryFiles, repo } from "@releaser/testkit";
import { toWorkspace } from "@releaser/workspace";
import { describe, expect, test } from "vitest";
import { toNodes } from "../src/create-nodes.ts";
import { inferTargets } from "../src/infer-targets.ts";

const build = { scripts: { build: "tsc", test: "vitest" } };

const world = repo()
  .pkg("@s/public@1.0.0", build)
  .pkg("@s/plain@1.0.0")
  .pkg("@s/private@1.0.0", { ...build, private: true })
  .pkg("@s/versionless", build)
  .sentinel("1.0.0");

const projects = inferTargets(world.workspace().members);

/** The names of the targets by folder. */
const targets = Object.fromEntries(
  Object.entries(projects).map(([dir, project]) => [dir, Object.keys(project.targets)]),
);

test("each package gains what it can have", () => {
  expect(targets).toEqual({
    ".": ["skew", "release"],
    ".sentinel": [],
    "packages/plain": ["release"],
    "packages/private": ["build"],
    "packages/public": ["build", "release"],
    "packages/versionless": ["build"],
  });
});

test("every build waits for the skew check of the root", () => {
  expect(projects["packages/private"]?.targets["build"]).toEqual({ dependsOn: [{ projects: ["//"], target: "skew" }] });
});

test("a release waits for the scripts that there are, then for the releases of what it depends on", () => {
  expect(projects["packages/public"]?.targets["release"]?.dependsOn).toEqual(["build", "test", "^release"]);
  expect(projects["packages/plain"]?.targets["release"]?.dependsOn).toEqual(["^release"]);
});

test("the root's release is never remembered, and comes after all others", () => {
  expect(projects["."]?.targets["release"]).toMatchObject({
    cache: false,
    dependsOn: [{ projects: ["*", "!//"], target: "release" }],
  });
});

test("the folder of a package is no part of a shell command", () => {
  const dir = "packages/$(touch owned)";
  const inferred = inferTargets(repo().pkg("@s/a@1.0.0", {}, { dir }).workspace().members);
  expect(inferred[dir]?.targets["release"]?.options).toEqual({ command: "releaser-nx-pack", cwd: dir });
});

test("the names are those of the manifests, and the root is //", () => {
  expect([projects["."]?.name, projects["packages/public"]?.name]).toEqual(["//", "@s/public"]);
});

describe("nodes", () => {
  test("each project stands under its manifest", () => {
    const files = ["package.json", "packages/public/package.json", "somewhere/else/package.json"];
    expect(toNodes(projects, files)).toEqual([
      ["package.json", { projects: { ".": projects["."] } }],
      ["packages/public/package.json", { projects: { "packages/public": projects["packages/public"] } }],
    ]);
  });

  test("what nx ignores stays out", () => {
    expect(toNodes(projects, [])).toEqual([]);
  });
});

describe("the inputs of the skew check", () => {
  type Inputs = NonNullable<TargetConfiguration["inputs"]>;
  const inputsOf = (config?: string): Inputs =>
    inferTargets(world.workspace().members, config)["."]?.targets["skew"]?.inputs ?? [];
  const isInput = (file: string, config?: string): boolean =>
    inputsOf(config).some(
      (input) => typeof input === "string" && matchesGlob(file, input.replace(/^\{workspaceRoot\}\//u, "")),
    );

  /** A world with every file that is looked for, so that each is read. */
  const full = world
    .catalog({ "left-pad": "^1.0.0" })
    .pkg("@s/b@1.0.0", { dependencies: { "@s/public": "^9.0.0", "left-pad": "catalog:" } })
    .changeset("one", { "@s/nobody": "patch" })
    .file("release/version.txt", "9.9.9\n")
    .file("release/checksums/1.4.0.txt", `# version: 1.4.0\n${"0".repeat(64)}  notes.md\n`)
    .file("release/notes/1.4.0.md", "# 1.4.0\n")
    .file("release/plan.json", "{}\n")
    .file("packages/public/CHANGELOG.md", "# @s/public\n\n## 9.0.0\n")
    .file("pnpm-lock.yaml", "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n")
    .file("lerna.json", "{}\n")
    .file(".npmrc", "link-workspace-packages=false\n")
    .file(".nvmrc", "20\n")
    .file(".node-version", "22\n")
    .file(".tool-versions", "nodejs 24.0.0\n")
    .file(".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - with:\n          node-version: 18\n")
    .file(".sentinel/contracts/thing.v1.yaml", "contract: thing.v1\n")
    .file("releaser.config.json", "{}\n");

  test("are every file that a rule before the build reads", () => {
    const files = memoryFiles(full.files());
    const asked = new Set<string>();
    const read = (path: string): string | undefined => {
      const text = files.read(path);
      if (text !== undefined) asked.add(path);
      return text;
    };
    const workspace = toWorkspace({ ...files, read }, { root: "/world" });
    const report = checkSkew({ workspace, plan: undefined, planner: undefined, scope: "tree", now: () => 0, read });
    expect(report.findings.length).toBeGreaterThan(3);
    const some = [".nvmrc", ".github/workflows/ci.yml", "pnpm-lock.yaml", ".changeset/one.md", "release/version.txt"];
    expect([...asked]).toEqual(expect.arrayContaining(some));
    expect([...asked].filter((file) => !isInput(file))).toEqual([]);
  });

  test.each([
    ...full.files().keys(),
    ".sentinel/package.json",
    "packages/a/b/package.json",
    ".pnpmfile.cjs",
    "yarn.lock",
    "release/skew-baseline.json",
  ])("hold %s", (file) => expect(isInput(file)).toBe(true));

  test.each(["packages/a/src/index.ts", "README.md", "docs/a.md", "packages/a/tsconfig.json", ".github/CODEOWNERS"])(
    "leave out %s",
    (file) => expect(isInput(file)).toBe(false),
  );

  test.each([
    '{ "train": { "owner": "VERSION" } }',
    '{ "skew": { "baseline": "x.json" } }',
    '{ "skew": { "rules": { "file/surface": {} } } }',
  ])("are all files where the configuration names files of its own choice: %s", (config) =>
    expect([isInput("VERSION", config), isInput("VERSION", "{}")]).toEqual([true, false]),
  );

  test("have the day among them where an exemption ends", () => {
    const days = (config: string): readonly string[] =>
      inputsOf(config).flatMap((input) => (typeof input === "object" && "runtime" in input ? [input.runtime] : []));
    const [day = ""] = days('{ "skew": { "ignore": [{ "reason": "x", "until": "2027-01-01" }] } }');
    expect(execSync(day, { encoding: "utf8" }).trim()).toBe(new Date().toISOString().slice(0, 10));
    expect(days("{}")).toEqual([]);
  });
});
