import { expect, test } from "vitest";
import { brokenFiles, renderCounts, type Report, sumReport } from "./sum-report.ts";

const report: Report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { name: "a.test.ts", status: "passed", assertionResults: [{ status: "passed" }, { status: "skipped" }] },
    { name: "b.test.ts", status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
  ],
};

test("the numbers are vitest's own; what is to do counts as skipped", () => {
  expect(renderCounts(sumReport(report))).toBe("5 passed, 1 failed, 3 skipped\n");
  expect(brokenFiles(report)).toEqual([]);
});

test("a file that failed without a failed test counts as one", () => {
  const unloaded = { name: "c.test.ts", status: "failed", assertionResults: [] };
  const broken = { ...report, numFailedTests: 0, testResults: [...report.testResults.slice(0, 1), unloaded] };
  expect(sumReport(broken)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  expect(brokenFiles(broken)).toEqual(["c.test.ts"]);
});
