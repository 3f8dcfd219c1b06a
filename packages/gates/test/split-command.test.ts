import { anyText } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderCommand } from "../src/gate.ts";
import { splitCommand } from "../src/split-command.ts";

test.each([
  ["pnpm run lint", ["pnpm", "run", "lint"]],
  ["  a\t b  ", ["a", "b"]],
  [`node -e 'console.log("$HOME; | &")'`, ["node", "-e", 'console.log("$HOME; | &")']],
  [String.raw`a "b \"c\" \\ \n" d\ e`, ["a", String.raw`b "c" \ \n`, "d e"]],
  [`a --x="b c"'d e'f`, ["a", "--x=b cd ef"]],
  [`a '' ""`, ["a", "", ""]],
])("%j is split into words as a shell would", (line, words) => {
  expect(splitCommand(line)).toEqual({ words });
});

test.each([
  "",
  "   ",
  "a | b",
  "a && b",
  "a > b",
  "a; b",
  "$(id)",
  "echo $HOME",
  "a `id`",
  'a "$HOME"',
  "a *",
  "a ~",
  "a 'b",
  'a "b',
  "a \\",
  "a\nb",
  "a # b",
])("%j is refused, because it needs a shell or is none", (line) => {
  expect(splitCommand(line)).toEqual({ problem: expect.any(String) });
});

test("a command as shown is the command that is run", () => {
  const words = fc.array(
    anyText().filter((word) => !word.includes("\n")),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(words, (command) => {
      expect(splitCommand(renderCommand(command))).toEqual({ words: command });
    }),
  );
});

test("a command that belongs to a folder is shown with it", () => {
  expect(renderCommand(["pnpm", "run", "test"], ".sentinel")).toBe("cd .sentinel && pnpm run test");
});
