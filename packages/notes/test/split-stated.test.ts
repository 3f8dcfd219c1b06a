import { hostileText } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitStated } from "../src/split-stated.ts";

const nothing = { commit: undefined, pull: undefined, authors: [] };

describe("what a changeset says of its origin", () => {
  test("is taken off its text", () => {
    expect(splitStated("pr: #12\ncommit: 0123ABC\nauthor: @jane\nuser: joe-2\n\nWaits.\n")).toEqual({
      text: "Waits.",
      commit: "0123abc",
      pull: 12,
      authors: ["jane", "joe-2"],
    });
    expect(splitStated("Waits.\r\n\r\nMerge request: !7\r\nAuthor: @jane\r\nAuthor: jane")).toEqual({
      text: "Waits.",
      commit: undefined,
      pull: 7,
      authors: ["jane"],
    });
  });

  test.each([
    "author: @victim @other",
    "author: ../../x",
    "author: [x](https://evil.test)",
    `author: ${"a".repeat(40)}`,
    "commit: ../../x",
    "commit: 0123ab",
    "commit: HEAD",
    "pr: 0",
    "pr: 1e3",
    "pr: 12)](x",
    "pr: 1234567890",
    "  author: @jane",
    "- pr: 12",
    "the author: @jane",
  ])("is text where it is not well formed: %s", (text) => {
    expect(splitStated(text)).toEqual({ ...nothing, text: text.trim() });
  });

  test("is code behind a fence", () => {
    const text = "Waits.\n\n```yaml\nauthor: @jane\npr: 12\n```\n\ncommit: 0123abc";
    expect(splitStated(text)).toEqual({ ...nothing, text });
  });

  test("leaves every other line as it is", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(splitStated(text)).toEqual({ ...nothing, text: text.replaceAll("\r\n", "\n").trim() });
      }),
    );
  });
});
