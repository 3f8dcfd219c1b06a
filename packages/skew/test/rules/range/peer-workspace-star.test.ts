import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { peerWorkspaceStar } from "../../../src/rules/range/peer-workspace-star.ts";
import { judge, lines, mended } from "../../judge.ts";

const asking = (raw: string, fields: Readonly<Record<string, unknown>> = {}): ReturnType<typeof repo> =>
  repo()
    .config({})
    .pkg("host@1.2.0")
    .pkg("plugin@1.0.0", { peerDependencies: { host: raw }, ...fields });

test("a peer on workspace:* is a warning, and its fix is for a person to look at", () => {
  const found = judge(peerWorkspaceStar, asking("workspace:*"));
  expect(lines(found)).toEqual([
    "warning packages/plugin/package.json#/peerDependencies/host: the peer host is asked for as workspace:*, which is published as 1.2.0 alone",
  ]);
  expect(found[0]?.fix).toMatchObject({ safety: "unsafe", edits: [{ value: "workspace:^" }] });
  expect(judge(peerWorkspaceStar, mended(asking("workspace:*"), found))).toEqual([]);
});

test("so is an exact version, with or without workspace:", () => {
  const fixes = (raw: string): unknown => judge(peerWorkspaceStar, asking(raw)).map(({ fix }) => fix?.edits[0]?.value);
  expect(fixes("1.2.0")).toEqual(["^1.2.0"]);
  expect(fixes("workspace:1.2.0")).toEqual(["workspace:^"]);
});

test("between members of a fixed group it is information", () => {
  const fixed = asking("workspace:*").config({ fixed: [["host", "plugin"]] });
  expect(judge(peerWorkspaceStar, fixed).map(({ level }) => level)).toEqual(["info"]);
});

test("silent for a range, a private package, an external peer, and another field", () => {
  const worlds = [
    ...["workspace:^", "workspace:~", "^1.0.0", ">=1.0.0 <3", "*"].map((raw) => asking(raw)),
    asking("workspace:*", { private: true }),
    asking("^1.0.0", { peerDependencies: { react: "19.0.0" }, dependencies: { host: "workspace:*" } }),
  ];
  expect(worlds.flatMap((world) => judge(peerWorkspaceStar, world))).toEqual([]);
});
