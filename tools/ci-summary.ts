import { existsSync, readFileSync } from "node:fs";
import { brokenFiles, renderCounts, type Report, sumReport } from "./sum-report.ts";

// node ci-summary.ts FILE: sums vitest's JSON report; without one nothing is known to have passed.
const [file = ""] = process.argv.slice(2);
const report = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : undefined;
if (report === undefined) process.stdout.write("vitest left no report: it did not come to its end\n");
for (const broken of report === undefined ? [] : brokenFiles(report)) process.stdout.write(`broken: ${broken}\n`);
const counts = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : sumReport(report);
process.stdout.write(renderCounts(counts));
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
