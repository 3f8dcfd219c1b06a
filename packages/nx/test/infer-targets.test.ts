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

test("a release waits for the scripts that there are, for the releases of what it depends on, and for the others' scripts", () => {
  expect(projects["packages/public"]?.targets["release"]?.dependsOn).toEqual(["build", "test", "^release", together]);
  expect(projects["packages/plain"]?.targets["release"]?.dependsOn).toEqual(["^release", together]);
});

test("before all releases come skew and the scripts of what is released, and nothing of what is private", () => {
  expect(projects["."]?.targets["before-release"]?.dependsOn).toEqual([
    "skew",
    { projects: ["@s/public"], target: "build" },
    { projects: ["@s/public"], target: "test" },
  ]);
  expect(inferTargets([])["."]?.targets["before-release"]?.dependsOn).toEqual(["skew"]);
});

test("what the package's own tasks built counts, and tarballs of others do not", () => {
  const built = { dependentTasksOutputFiles: "packages/public/**/*" };
  expect(projects["packages/public"]?.targets["release"]?.inputs).toContainEqual(built);
  expect(projects["packages/plain"]?.targets["release"]?.inputs?.filter((input) => typeof input === "object")).toEqual(
    [],
  );
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
