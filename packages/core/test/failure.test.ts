import { expect, test } from "vitest";
import { defineFailures, exitCodeOf, type ExitCode, type Failure } from "../src/index.ts";

const withExit = (exit: ExitCode): Failure => ({
  code: "E_X",
  exit,
  what: "",
  why: "",
  who: "you",
  next: "",
  retryable: false,
});

test("of several failures the first of 6, 9, 7, 4, 8, 5, 3 is the exit", () => {
  const order: readonly ExitCode[] = [6, 9, 7, 4, 8, 5, 3];
  for (const [index, exit] of order.entries()) {
    expect(
      exitCodeOf(
        order
          .slice(index)
          .toReversed()
          .map((code) => withExit(code)),
      ),
    ).toBe(exit);
  }
  expect(exitCodeOf([])).toBe(0);
});

test("a catalogue makes errors whose texts are safe to print and whose details are kept", () => {
  const failures = defineFailures<{ E_A: { name: string } }>({
    E_A: ({ name }) => ({ exit: 2, what: `no ${name}`, why: "because", who: "you", next: "type it", retryable: false }),
  });
  const error = failures.E_A({ name: "\u001B[31mx" });
  expect(error.failure).toEqual({
    code: "E_A",
    exit: 2,
    what: "no \\u{1b}[31mx",
    why: "because",
    who: "you",
    next: "type it",
    retryable: false,
    details: { name: "\u001B[31mx" },
  });
  expect(error.message).toBe("E_A: no \\u{1b}[31mx");
});
