import { expect, test } from "vitest";
import type { Measured } from "./measure.ts";
import { packingRatio, renderPacking } from "./render-packing.ts";

const timed = (name: string, median: number): Measured => ({
  name,
  version: "",
  outcome: { median, least: median - 1000, most: median + 1000, memory: undefined },
});

const measured = [timed("together", 4000), timed("one by one", 80_000)];

test("the section tells how many times longer a process each takes, and how busy the machine was", () => {
  const section = renderPacking({ date: "2026-11-28", runs: 3, load: 9.04, cores: 2, packages: 200, measured });
  expect(section).toMatch(/^## Packing 200 packages through nx\n/u);
  expect(section).toContain("**20 times** as long");
  expect(section).toContain("| one by one | 80.0 (79.0–81.0) |");
  expect(section).toContain("the load when it began was 9.0");
  expect(packingRatio(measured)).toBe(0.05);
});

test("what was not timed has no ratio", () => {
  const [together] = measured;
  const trouble: Measured = { name: "one by one", version: "", outcome: { trouble: "exit 1, saying no" } };
  expect(() => packingRatio(together === undefined ? [] : [together, trouble])).toThrow("exit 1, saying no");
});
