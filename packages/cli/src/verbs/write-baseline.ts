import { safeLine } from "@releaser/core";
import type { Repository } from "../context.ts";
import type { JudgeOptions, TriedState } from "../release/read-state.ts";
import { renewBaseline } from "../release/renew-baseline.ts";

interface WriteBaselineOptions extends JudgeOptions {
  readonly dryRun?: boolean | undefined;
}

/** Makes what is found known, and says so. Throws what Changesets refuses: the findings of its plan would be missing. */
export function writeBaseline(context: Repository, state: TriedState, options: WriteBaselineOptions): string {
  if (state.refused) throw state.refused;
  const dryRun = options.dryRun === true;
  const { file, known, added, dropped } = renewBaseline(context, state, { ...options, dryRun });
  return `${dryRun ? "would write" : "wrote"} ${safeLine(file)}: ${known} known, ${added} of them new, ${dropped} dropped`;
}
