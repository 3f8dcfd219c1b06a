import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSteps } from "./check/check-steps.ts";
import { renderResult, renderTotal } from "./check/render-results.ts";
import { runCommand } from "./check/run-command.ts";
import { runSteps } from "./check/run-steps.ts";
import { readPublicPackages } from "./read-public-packages.ts";

const started = performance.now();
const tarballs = mkdtempSync(join(tmpdir(), "releaser-check-"));
try {
  const packages = readPublicPackages(join(import.meta.dirname, "..")).map(({ name }) => name);
  const results = await runSteps(checkSteps({ packages, tarballs }), {
    lanes: 2,
    run: runCommand,
    report: (result) => process.stdout.write(renderResult(result)),
  });
  process.stdout.write(renderTotal(results, (performance.now() - started) / 1000));
  process.exitCode = results.every(({ ended }) => ended?.passed === true) ? 0 : 1;
} finally {
  rmSync(tarballs, { recursive: true, force: true });
}
