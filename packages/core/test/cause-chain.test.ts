import { expect, test } from "vitest";
import { type Cause, causeChain, causeSteps, describeCauses, type PlannedRelease } from "../src/index.ts";

function releasesOf(causes: Readonly<Record<string, readonly Cause[]>>): ReadonlyMap<string, PlannedRelease> {
  return new Map(
    Object.entries(causes).map(([name, own]) => [
      name,
      { name, dir: name, private: false, from: "1.0.0", to: "1.0.1", bump: "patch", causes: own },
    ]),
  );
}

const on = (of: string): Cause => ({ kind: "dependency", of, range: "~1.0.0", field: "dependencies" });
const x: Cause = { kind: "changeset", id: "x" };

const releases = releasesOf({
  top: [on("left"), on("right")],
  left: [on("base")],
  right: [on("base"), { kind: "fixed", group: ["right", "left"], by: "left" }],
  base: [x],
  around: [on("about")],
  about: [on("around")],
});

test("every cause is a step, those of a release once, nearest first", () => {
  const steps = causeSteps(releases, "top").map(({ release, cause, towards }) => [
    release.name,
    cause.kind,
    towards?.name,
  ]);
  expect(steps).toEqual([
    ["top", "dependency", "left"],
    ["top", "dependency", "right"],
    ["left", "dependency", "base"],
    ["right", "dependency", "base"],
    ["right", "fixed", "left"],
    ["base", "changeset", undefined],
  ]);
});

test("a chain follows the first cause of each release, and ends where it meets itself", () => {
  expect(causeChain(releases, "top", on("right"))).toEqual([on("right"), on("base"), x]);
  expect(causeChain(releases, "around", on("about"))).toEqual([on("about"), on("around")]);
  expect(causeSteps(releases, "around").map(({ release }) => release.name)).toEqual(["around", "about"]);
});

test("causes are described as far as they are read at a glance, their names as the caller shows them", () => {
  const causes: readonly Cause[] = [x, on("base"), { kind: "fixed", group: ["a", "b"], by: "b" }];
  expect(describeCauses(causes, { most: 3 })).toBe("changeset x; depends on base (~1.0.0); fixed with b");
  expect(describeCauses(causes, { most: 2, show: (text) => `<${text}>` })).toBe(
    "changeset <x>; depends on <base> (<~1.0.0>); 1 more",
  );
  expect(describeCauses([], { most: 2 })).toBe("");
});

test("a release without cause, and one that the plan does not have, have no steps", () => {
  expect([causeSteps(releasesOf({ a: [] }), "a"), causeSteps(releases, "elsewhere")]).toEqual([[], []]);
});
