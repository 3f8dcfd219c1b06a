import { anyText } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { redact, safeLine, safeText, withoutCommands } from "../src/index.ts";

test("terminal commands, bidi marks and carriage returns become visible", () => {
  expect(safeText("a\u001B[2Jb\u202Ec\rd\u009Be\uD800")).toBe("a\\u{1b}[2Jb\\u{202e}c\\u{d}d\\u{9b}e\\u{d800}");
  expect(safeText("tab\tand\r\nline")).toBe("tab\tand\nline");
  expect(safeLine(" a \n\n b ")).toBe("a b");
});

test("no control character survives in any text", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(safeText(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
      expect(safeText(safeText(text))).toBe(safeText(text));
    }),
  );
});

test.each([
  ["npm_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6", "npm_***"],
  ["token ghp_16C7e42F292c6912E7710c838347Ae178B4a", "token ghp_***"],
  ["//registry.example/:_authToken=s3cr3t", "//registry.example/:_authToken=***"],
  ["https://user:pass@example.test/x.git", "https://***@example.test/x.git"],
  ["Authorization: Bearer abc.def", "Authorization: Bearer ***"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig", "***"],
])("%s is redacted", (secret, shown) => {
  expect(redact(secret)).toBe(shown);
});

test("no line of any text is a workflow command, and all of it can still be read", () => {
  expect(withoutCommands("a\n  ::add-mask::x\n::error file=a::b\nc ::d:: e ##[stop-commands]f")).toBe(
    "a\n  \\u{3a}:add-mask::x\n\\u{3a}:error file=a::b\nc ::d:: e #\\u{23}[stop-commands]f",
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(":", "::", "##[", "#", "[", " ", "\t", "\n", "\u3000", "error", "é")),
      (parts) => {
        const quiet = withoutCommands(parts.join(""));
        for (const line of quiet.split("\n")) {
          expect(line.trim().startsWith("::")).toBe(false);
          expect(line).not.toContain("##[");
        }
        expect(withoutCommands(quiet)).toBe(quiet);
      },
    ),
  );
});
