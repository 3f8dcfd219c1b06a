import type { Result } from "./run-steps.ts";

/** A step's line, and below it what it said where it failed. */
export function renderResult({ step: { name, after = "" }, ended }: Result): string {
  if (ended === undefined) return `· ${name.padEnd(10)} not run, because ${after} did not pass\n`;
  const line = `${ended.passed ? "✓" : "✗"} ${name.padEnd(10)} ${ended.seconds.toFixed(1)} s\n`;
  return ended.passed ? line : `${line}${ended.output.trimEnd()}\n`;
}

/** The last line: how many steps passed, in which time, and which did not. */
export function renderTotal(results: readonly Result[], seconds: number): string {
  const open = results.filter(({ ended }) => ended?.passed !== true).map(({ step }) => step.name);
  const count = `${results.length - open.length} of ${results.length} passed in ${seconds.toFixed(1)} s`;
  return open.length === 0 ? `${count}\n` : `${count}; to mend: ${open.join(", ")}\n`;
}
