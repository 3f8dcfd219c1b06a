import { repo } from "@releaser/testkit";
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
    ".": ["skew", "before-release", "release"],
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

const together = { projects: ["//"], target: "before-release" };

test.each(["public", "plain"])(
  "a release waits for its build and test, whatever states them, for the releases of what it depends on, and for all others' builds: %s",
  (name) => {
    const { release } = projects[`packages/${name}`]?.targets ?? {};
    expect(release?.dependsOn).toEqual(["build", "test", "^release", together]);
  },
);

test("before all releases come skew and the builds and tests of what is released, and nothing of what is private", () => {
  expect(projects["."]?.targets["before-release"]?.dependsOn).toEqual([
    "skew",
    { projects: ["@s/plain", "@s/public"], target: "build" },
    { projects: ["@s/plain", "@s/public"], target: "test" },
  ]);
  expect(inferTargets([])["."]?.targets["before-release"]?.dependsOn).toEqual(["skew"]);
});

test("what the package's own tasks built counts, and tarballs of others do not", () => {
  const { release } = projects["packages/public"]?.targets ?? {};
  expect(release?.inputs?.filter((input) => typeof input === "object")).toEqual([
    { dependentTasksOutputFiles: "packages/public/**/*" },
  ]);
});

test("the root's release is never remembered, and comes after all others", () => {
  expect(projects["."]?.targets["release"]).toMatchObject({
    cache: false,
    dependsOn: [{ projects: ["*", "!//"], target: "release" }],
  });
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
