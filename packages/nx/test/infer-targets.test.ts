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
