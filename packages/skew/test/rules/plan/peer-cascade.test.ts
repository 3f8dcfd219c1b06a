import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { peerCascade } from "../../../src/rules/plan/peer-cascade.ts";
import { lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

const world = repo()
  .pkg("base@1.0.0")
  .pkg("host@1.2.0", { dependencies: { base: "workspace:*" } })
  .pkg("plugin@1.0.0", { peerDependencies: { host: "workspace:^" } })
  .pkg("theme@3.1.0", { peerDependencies: { host: "^1.0.0" } })
  .pkg("app@1.0.0", { dependencies: { plugin: "workspace:*" } });

test("who moves only because of a peer is a warning, one for each host, with the chain back to a changeset", async () => {
  const found = await judgePlanned(peerCascade, world.changeset("brave-owls", { host: "major" }));
  expect(lines(found)).toEqual([
    "warning packages/plugin/package.json#/peerDependencies/host: plugin goes from 1.0.0 to 1.0.1 only because its peer host goes to 2.0.0, and 1 more with it",
  ]);
  expect(found).toMatchObject([
    {
      hint: "if plugin works with both, write a range in packages/plugin/package.json that admits both, and a changeset that says so",
      related: [
        { file: "packages/plugin/package.json", message: "plugin 1.0.1 ← peer host 2.0.0 ← changeset brave-owls" },
        { file: "packages/theme/package.json", message: "theme 3.1.1 ← peer host 2.0.0 ← changeset brave-owls" },
      ],
    },
  ]);
});

test("Changesets 2 lifts by a major, also where the range admits the host, and the chain may be long", async () => {
  const found = await judgePlanned(peerCascade, world.changeset("x", { base: "minor" }), { major: 2 });
  expect(found).toEqual([]);
  const taken = await judgePlanned(peerCascade, world.changeset("x", { host: "minor", theme: "patch" }), { major: 2 });
  expect(taken).toMatchObject([
    {
      message: "plugin goes from 1.0.0 to 2.0.0 only because its peer host goes to 1.3.0, and 1 more with it",
      related: [{}, { message: "theme 4.0.0 ← peer host 1.3.0 ← changeset x" }],
    },
  ]);
  const loose = repo()
    .pkg("host@1.2.0")
    .pkg("theme@3.1.0", { peerDependencies: { host: "^1.0.0" } })
    .changeset("x", { host: "minor" });
  expect(await judgePlanned(peerCascade, loose, { major: 2 })).toMatchObject([
    { hint: expect.stringMatching(/^its range admits 1\.3\.0 already: plan with Changesets 3/u) },
  ]);
});

test("a private package that follows is information", async () => {
  const quiet = repo()
    .pkg("host@1.0.0")
    .pkg("site@1.0.0", { private: true, peerDependencies: { host: "^1.0.0" } })
    .config({ privatePackages: { version: true, tag: false } });
  const found = await judgePlanned(peerCascade, quiet.changeset("x", { host: "major" }));
  expect(found.map(({ level }) => level)).toEqual(["info"]);
});

test("silent where a changeset asks for it, a dependency or a group brings it, or the range admits the host", async () => {
  const both = { dependencies: { host: "~1.2.0" }, peerDependencies: { host: "^1.0.0" } };
  const worlds = [
    world.changeset("x", { host: "major", plugin: "patch", theme: "patch" }),
    world.changeset("x", { host: "minor" }),
    world.changeset("x", { app: "major" }),
    repo().pkg("host@1.2.0").pkg("both@1.0.0", both).changeset("x", { host: "major" }),
    world.config({ fixed: [["host", "plugin", "theme"]] }).changeset("x", { host: "major" }),
  ];
  expect((await Promise.all(worlds.map((one) => judgePlanned(peerCascade, one)))).flat()).toEqual([]);
});
