import { expect, test } from "vitest";
import { shownOf, tailOf, toSafeOutput } from "../src/gate-output.ts";

test("output is plain: no colours, no control characters, one kind of line end", () => {
  expect(toSafeOutput("\u001B[31mred\u001B[0m\r\n10%\r100%\u202E\u0007", {})).toBe(String.raw`red
10%
100%\u{202e}\u{7}`);
});

test("secrets are stars: what looks like one, and what variables named like one hold", () => {
  const env = {
    NPM_TOKEN: "swordfish-1",
    MY_SECRET: "swordfish-1234",
    PASSWORD: "short",
    HOME: "/home/jane",
    SSH_AUTH_SOCK: "/tmp/agent",
  };
  const output = `npm_${"a".repeat(36)} swordfish-1 swordfish-1234 short /home/jane /tmp/agent`;
  expect(toSafeOutput(output, env)).toBe("npm_*** *** *** short /home/jane /tmp/agent");
});

test("the tail is the last lines, and says how many are above", () => {
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`);
  expect(tailOf(`\n${lines.join("\n")}\n\n`).split("\n")).toEqual(["… 10 lines above", ...lines.slice(10)]);
  expect(tailOf("  one\ntwo\n")).toBe("  one\ntwo");
  expect(tailOf(" \n\n")).toBe("");
});

test.each(["full", "tail"] as const)(
  "a line that nobody can read is cut, and says how much of it is left out: %s",
  (output) => {
    const bundle = `${"a".repeat(1999)}😀${"b".repeat(5_000_000)}`;
    expect(shownOf(`one\n${bundle}\n${"c".repeat(2000)}\n`, output)).toBe(
      `one\n${"a".repeat(1999)}… 5000002 characters more\n${"c".repeat(2000)}`,
    );
  },
);
