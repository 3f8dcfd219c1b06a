import { expect, test } from "vitest";
import { parseCounts } from "./count-options.ts";

const usual = { runs: 5, packages: 200 };

test("what is not told is the usual, and nothing is written", () => {
  expect(parseCounts([], usual)).toEqual({ counts: usual, write: false });
  expect(parseCounts(["--packages", "20", "--runs", "2"], usual).counts).toEqual({ runs: 2, packages: 20 });
});

test("the page takes any number of runs, and nothing else that is unusual", () => {
  expect(parseCounts(["--write", "--runs", "9"], usual)).toEqual({ counts: { runs: 9, packages: 200 }, write: true });
  expect(() => parseCounts(["--write", "--packages", "20"], usual)).toThrow("--write takes --packages 200");
});

test.each([
  [["--runs", "0"], '--runs takes whole numbers above 0, not "0"'],
  [["--runs", "many"], 'not "many"'],
  [["--fast"], "--fast"],
])("%j is refused", (args, message) => {
  expect(() => parseCounts(args, usual)).toThrow(message);
});
