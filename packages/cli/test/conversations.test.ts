import { expect, test } from "vitest";
import { closedIssues } from "../src/release/conversations.ts";

test.each([
  { body: "Fixes #12, and closes: #7.", issues: [12, 7] },
  { body: "resolved #1\nfix #2 fixed #3 close #4 CLOSED #5 resolves #6", issues: [1, 2, 3, 4, 5, 6] },
  { body: "see #12, prefixes #3, fixes acme/other#4, fixes #5th, fix\n#6, quick-fix #7", issues: [] },
])("$body closes $issues", ({ body, issues }) => {
  expect(closedIssues(body)).toEqual(issues);
});
