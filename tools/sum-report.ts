/** The part of vitest's JSON report that is summed. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** How many tests passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Vitest's own numbers. Of a file that failed without a failed test, because it could not be loaded or a hook threw,
 * nobody knows how many tests it holds: it counts as one that failed.
 */
export function sumReport(report: Report): Counts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles(report).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The files that failed without a failed test. */
export function brokenFiles({ testResults }: Report): readonly string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === "failed" && assertionResults.every(isNotFailed))
    .map(({ name }) => name);
}

/** `N passed, N failed, N skipped`. */
export function renderCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped\n`;
}

function isNotFailed({ status }: { readonly status: string }): boolean {
  return status !== "failed";
}
