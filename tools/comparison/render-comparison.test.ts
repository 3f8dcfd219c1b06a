import { expect, test } from "vitest";
import { renderComparison } from "./render-comparison.ts";

const page = renderComparison({
  date: "2026-01-02",
  tools: [
    { name: "releaser", package: "@releaser/cli", version: "1.0.0", clean: { failed: false, said: "well" } },
    { name: "peer", package: "@peer/cli", version: "2.0.0", clean: { failed: true, said: "\n  a range is wide\n" } },
  ],
  faults: [
    { rule: "a/b", title: "one", failing: ["releaser", "peer"], reporting: [] },
    { rule: "a/c", title: "two", failing: [], reporting: ["releaser"] },
  ],
  valid: [{ title: "fine", failing: ["peer"], reporting: [] }],
});

test("the page tells who found what, and how many faults only Releaser found", () => {
  expect(page).toContain("on 2026-01-02 with @releaser/cli 1.0.0, @peer/cli 2.0.0");
  expect(page).toContain("1 of 2 faults make none of the others fail");
  expect(page).toContain("| one | [`a/b`](rules/a/b.md) | ● | ● |");
  expect(page).toContain("| two | [`a/c`](rules/a/c.md) | (●) |  |");
  expect(page).toContain("| **found** |  | 1 (+1) | 1 |");
  expect(page).toContain("| fine |  | ✗ |");
});

test("a tool that fails in the clean workspace is said to, with its words", () => {
  expect(page).toContain("peer fails in the clean workspace already");
  expect(page).toContain("```\n  a range is wide\n```\n");
  expect(page).toContain("| the clean workspace |  | ✗ |");
  expect(page).not.toContain("well");
});
