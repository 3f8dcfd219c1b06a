import { expect, test } from "vitest";
import { parseBenchOptions } from "./bench-options.ts";
import { entrantNames } from "./entrant.ts";

test("unless told everything is measured, and nothing written", () => {
  expect(parseBenchOptions([])).toEqual({ sizes: [100, 1000, 5000], runs: 7, only: entrantNames, write: false });
});

test("sizes, runs and tools are lists and numbers", () => {
  expect(parseBenchOptions(["--sizes", "10,20", "--runs", "9", "--only", "sherif, changesets 3"])).toEqual({
    sizes: [10, 20],
    runs: 9,
    only: ["sherif", "changesets 3"],
    write: false,
  });
});

test.each([
  [["--sizes", "10,many"], '--sizes takes whole numbers above 0, not "many"'],
  [["--runs", "0"], '--runs takes whole numbers above 0, not "0"'],
  [["--only", "sheriff"], 'not "sheriff"'],
  [["--write", "--runs", "4"], "at least 5 runs"],
  [["--write", "--only", "sherif"], "takes all tools"],
  [["--fast"], "--fast"],
])("%j is refused", (args, message) => {
  expect(() => parseBenchOptions(args)).toThrow(message);
});
