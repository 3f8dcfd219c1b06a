import { expect, test } from "vitest";
import type { Measured } from "./measure.ts";
import { renderLooking, renderTables } from "./render-skew.ts";

const timed = (name: string, median: number, memory?: number): Measured => ({
  name,
  version: name === "floor" ? "" : "1.2.3",
  outcome: { median, least: median - 10, most: median + 1000.4, memory },
});
const failed = (trouble: string): Measured => ({ name: "syncpack", version: "4.5.6", outcome: { trouble } });

test("a table has times, memory and the ratio to sherif, and who failed is named without figures", () => {
  const measured = [
    timed("releaser", 300, 112_400_000),
    timed("sherif", 200, 60_000_000),
    failed("exit 1, saying `a` | b"),
    timed("floor", 100),
  ];
  expect(renderTables([{ packages: 5000, changesets: 20, measured }]).split("\n")).toEqual([
    "### 5,000 packages, 20 changesets pending",
    "",
    "| tool | wall time in ms | memory | × sherif |",
    "| --- | --: | --: | --: |",
    "| releaser | 300 (290–1,300) | 112 MB | 1.5 |",
    "| sherif | 200 (190–1,200) | 60 MB | 1.0 |",
    String.raw`| syncpack | not timed: ${"``exit 1, saying `a` \\| b``"} | | |`,
    "| floor | 100 (90–1,100) | n/a | 0.5 |",
    "",
  ]);
});

test("without sherif there is nothing to compare with", () => {
  const measured = [timed("releaser", 300, 1_000_000)];
  expect(renderTables([{ packages: 100, changesets: 0, measured }])).toContain(
    "| releaser | 300 (290–1,300) | 1 MB | n/a |",
  );
  expect(renderTables([{ packages: 100, changesets: 0, measured }])).toContain(
    "### 100 packages, no changesets pending",
  );
});

test("the section says so where the machine had other work", () => {
  const machine = { platform: "linux x64", memory: 8_000_000_000, node: "24.1.0" };
  const page = (load: number): string =>
    renderLooking({ date: "2026-01-02", machine, load, cores: 2, runs: 7, tags: 3, results: [] });
  expect(page(1)).not.toContain("Other work");
  expect(page(1.1)).toContain("was 1.1. Other work ran beside it");
});

test("the section says when, where and with which versions, each once, and holds every table", () => {
  const measured = [timed("releaser", 300), timed("changesets 2", 400), timed("floor", 100)];
  const results = [0, 20].map((changesets) => ({ packages: 100, changesets, measured }));
  const machine = { platform: "linux x64", memory: 8_100_000_000, node: "24.1.0" };
  const page = renderLooking({ date: "2026-01-02", machine, load: 0.25, cores: 2, runs: 7, tags: 3, results });
  expect(page).toContain(
    "on 2026-01-02 with releaser 1.2.3, changesets 1.2.3, on linux x64 with 2 cores, 8 GB of memory and Node 24.1.0; the load when it began was 0.3.",
  );
  expect(page).toContain("then 7 rounds");
  expect(page).toContain(renderTables(results));
});
