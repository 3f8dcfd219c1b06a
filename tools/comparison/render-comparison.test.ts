import { expect, test } from "vitest";
import { renderComparison } from "./render-comparison.ts";

test("the page tells who found what, and how many faults only Releaser found", () => {
  const page = renderComparison({
    date: "2026-01-02",
    tools: [
      { name: "releaser", version: "1.0.0" },
      { name: "peer", version: "2.0.0" },
    ],
    faults: [
      { rule: "a/b", title: "one", found: { releaser: true, peer: true } },
      { rule: "a/c", title: "two", found: { releaser: false, "releaser:reported": true, peer: false } },
    ],
    valid: [{ title: "fine", found: { releaser: false, peer: true } }],
  });
  expect(page).toContain("on 2026-01-02 with releaser 1.0.0, peer 2.0.0");
  expect(page).toContain("1 of 2 faults make none of the other tools fail");
  expect(page).toContain("| one | [`a/b`](rules/a/b.md) | ● | ● |");
  expect(page).toContain("| two | [`a/c`](rules/a/c.md) | (●) |  |");
  expect(page).toContain("| **found** |  | 2 | 1 |");
  expect(page).toContain("| fine |  | ✗ |");
});
