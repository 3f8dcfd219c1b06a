import { expect, test } from "vitest";
import { openPrinter } from "../src/terminal/printer.ts";

const clear = "\r\u001B[K";

test("what is under way stands below all lines of a terminal with the time it has taken, and leaves none of it", () => {
  const texts: string[] = [];
  let now = 0;
  const live = { columns: 26, elapsed: () => now };
  const printer = openPrinter({ write: (text) => void texts.push(text), color: false, live });
  printer.event({ type: "begun", id: "gate:lint", title: "linting" });
  now = 125_000;
  printer.event({ type: "begun", id: "gate:test", title: "running the tests" });
  now = 128_000;
  printer.event({ type: "done", id: "gate:lint" });
  printer.line("said meanwhile");
  printer.event({ type: "done", id: "gate:test" });
  printer.line("said afterwards");
  expect(screenOf(texts)).toEqual([
    "  ▸ gate      lint                               linting",
    "  … lint 0 s",
    "  ▸ gate      test                               running the tests",
    "  … lint 2 min 05 s",
    "  … lint 2 min 05 s · te…",
    "  … test 3 s",
    "said meanwhile",
    "  … test 3 s",
    "said afterwards",
  ]);
  expect(texts.at(-1)).toBe("said afterwards\n");
});

test("without a terminal a gate that begins is a line, and nothing is ever taken back", () => {
  const texts: string[] = [];
  const printer = openPrinter({ write: (text) => void texts.push(text), color: false });
  printer.event({ type: "begun", id: "gate:lint", title: "linting" });
  printer.event({ type: "done", id: "gate:lint" });
  expect(texts).toEqual(["  ▸ gate      lint                               linting\n"]);
});

/** Each state that a line of the terminal was in when it was left or cleared, without repeats. */
function screenOf(texts: readonly string[]): readonly string[] {
  const states = texts
    .join("")
    .split(/\r\u001B\[K|\n/u)
    .filter((state) => state !== "");
  expect(texts.join("")).toContain(clear);
  return states.filter((state, index) => state !== states[index - 1]);
}
