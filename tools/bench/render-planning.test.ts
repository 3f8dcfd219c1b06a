import { expect, test } from "vitest";
import type { Measured } from "./measure.ts";
import { planningRatio, renderPlanning } from "./render-planning.ts";

const timed = (name: string, median: number): Measured => ({
  name,
  version: "1.0.0",
  outcome: { median, least: median - 10, most: median + 10, memory: undefined },
});

const scene = {
  title: "a scene",
  measured: [timed("releaser", 300), timed("changesets 2", 600), timed("changesets 3", 400)],
};

test("the section tells each tool, and how long Releaser takes beside the faster Changesets", () => {
  const section = renderPlanning({ date: "2026-11-28", runs: 7, load: 0.2, cores: 2, scenes: [scene] });
  expect(section).toMatch(/^## Planning\n/u);
  expect(section).toContain("| a scene | releaser 1.0.0 | 300 (290–310) | 0.75 |");
  expect(section).toContain("| a scene | changesets 3 1.0.0 | 400 (390–410) |  |");
  expect(section).not.toContain("the load when it began");
});

test("what cannot plan a workspace has no figure, and Releaser is then compared with what can", () => {
  const trouble: Measured = { name: "changesets 3", version: "3.0.3", outcome: { trouble: "exit 1, saying no" } };
  const [own, two] = scene.measured;
  const measured = [own, two, trouble].flatMap((one) => one ?? []);
  expect(planningRatio({ title: "a scene", measured })).toBe(0.5);
  expect(() => planningRatio({ title: "a scene", measured: [trouble] })).toThrow("nothing to compare with");
});
