import { hostileText } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitStated } from "../src/index.ts";

const nothing = { trailers: [], commit: undefined, pull: undefined, authors: [] };
const decision = { key: "Decision-ID", value: "D-0019" };

describe("the trailers of a changeset", () => {
  test("are those at its end", () => {
    expect(splitStated("Fix a crash\n\nMore.\n\nDecision-ID: D-0019\nRelated-Capsule: x@0123abcd\n")).toEqual({
      ...nothing,
      text: "Fix a crash\n\nMore.",
      trailers: [decision, { key: "Related-Capsule", value: "x@0123abcd" }],
    });
  });

  test.each([
    "fix: a crash on start",
    "Feature\n\nNote: this breaks\nWhy: because",
    "Decision-ID: D-9999\nis amid the text",
    "Text\n\n```\nDecision-ID: D-9999\n```",
    "Text\n    Decision-ID: D-9999",
  ])("are none in text: %j", (text) => {
    expect(splitStated(text)).toEqual({ ...nothing, text });
  });

  test("may be all that it has", () => {
    expect(splitStated("decision-id: D-0001")).toEqual({
      ...nothing,
      text: "",
      trailers: [{ key: "decision-id", value: "D-0001" }],
    });
  });
});

describe("what a changeset says of its origin", () => {
  test("is taken off its text", () => {
    expect(splitStated("pr: #12\ncommit: 0123ABC\nauthor: @jane\nuser: joe-2\n\nWaits.\n")).toEqual({
      ...nothing,
      text: "Waits.",
      commit: "0123abc",
      pull: 12,
      authors: ["jane", "joe-2"],
    });
    expect(splitStated("Waits.\r\n\r\nMerge request: !7\r\nAuthor: @jane\r\nAuthor: jane")).toEqual({
      ...nothing,
      text: "Waits.",
      pull: 7,
      authors: ["jane"],
    });
  });

  test.each([
    "Waits.\n\nDecision-ID: D-0019\npr: 12",
    "Waits.\n\nDecision-ID: D-0019\n\npr: 12\n",
    "Waits.\n\npr: 12\nDecision-ID: D-0019",
    "Waits.\n\npr: 12\n\nDecision-ID: D-0019",
    "pr: 12\n\nWaits.\n\nDecision-ID: D-0019",
    "Waits.\nDecision-ID: D-0019\npr: 12",
  ])("leaves the trailers at the end where they are: %j", (text) => {
    expect(splitStated(text)).toEqual({ ...nothing, text: "Waits.", trailers: [decision], pull: 12 });
  });

  test("may stand among the trailers behind code", () => {
    const code = "```\ncode\n```";
    expect(splitStated(`${code}\n\nDecision-ID: D-0019\npr: 12`)).toEqual({
      ...nothing,
      text: code,
      trailers: [decision],
      pull: 12,
    });
  });

  test.each([
    "author: @victim @other",
    "author: ../../x",
    "author: [x](https://evil.test)",
    `author: ${"a".repeat(40)}`,
    "author: \u017Fam",
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

  test.each([
    "Runs the container as\nuser: root\nunless told.",
    "The service file now says\nuser: root",
    "user: root\nis what it said",
    "Waits.\n\nuser: root\n```yaml\na: b\n```",
  ])("is no line of prose: %j", (text) => {
    expect(splitStated(text)).toEqual({ ...nothing, text });
  });

  test("stays text with a line of prose above it, although trailers follow", () => {
    const text = "The service file now says\nuser: root";
    expect(splitStated(`${text}\nDecision-ID: D-0019`)).toEqual({ ...nothing, text, trailers: [decision] });
  });

  test("is code behind a fence", () => {
    const text = "Waits.\n\n```yaml\nauthor: @jane\npr: 12\n```\n\ncommit: 0123abc";
    expect(splitStated(text)).toEqual({ ...nothing, text });
  });
});

test("nothing is lost: what states nothing comes back as it is", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), hostileText), (text) => {
      fc.pre(!/decision-id|related-capsule|signed-off-by|co-authored-by/iu.test(text));
      expect(splitStated(text)).toEqual({ ...nothing, text: text.replaceAll("\r\n", "\n").trim() });
    }),
  );
});

test("prose states nothing more, so that who splits it again loses nothing", () => {
  const line = fc.oneof(
    fc.constantFrom("Decision-ID: D-0001", "Related-Capsule: x@0123abcd", "pr: 12", "author: @jane", "commit: 0123abc"),
    fc.constantFrom("", "", "  ", "Text.", "```", "  Decision-ID: D-0002", "  pr: 13", "Decision-ID: D-0003\u00A0"),
    hostileText,
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
      // Changesets hands over trimmed texts.
      const { text } = splitStated(lines.join(end).trim());
      expect(splitStated(text)).toEqual({ ...nothing, text: text.replaceAll("\r\n", "\n").trim() });
    }),
  );
});
