import { join } from "node:path";
import { type Baseline, baselineFile, renderBaseline, toBaseline, unjudgedRules } from "@releaser/skew";
import type { Repository } from "../context.ts";
import { writeShared } from "./own-folder.ts";
import { readIfThere } from "./read-if-there.ts";
import { judge, type JudgeOptions, type State } from "./read-state.ts";
import { toChosenSettings } from "./skew-settings.ts";

/** What became of a baseline. */
export interface Renewed {
  readonly file: string;
  /** How many findings it knows. */
  readonly known: number;
  readonly added: number;
  readonly dropped: number;
}

interface RenewOptions extends JudgeOptions {
  readonly dryRun: boolean;
}

/**
 * Makes every finding that is there known, and drops what is mended. Nothing is written on a dry run, nor where nothing changes.
 * Throws `E_BASELINE_INVALID` where what is there is no baseline.
 */
export function renewBaseline(context: Repository, state: State, { dryRun, ...options }: RenewOptions): Renewed {
  const { workspace } = state;
  const { scope = "offline" } = options;
  const file = baselineFile(context.config.skew ?? {});
  const { baseline: former } = toChosenSettings(context, {
    read: (path) => readIfThere(join(workspace.root, path)),
  });
  const { findings } = judge(context, state, { ...options, baseline: false });
  const next = toBaseline(findings, { file, former, unjudged: unjudgedRules({ workspace, scope }) });
  if (!dryRun) writeShared(join(workspace.root, file), renderBaseline(next));
  return { file, known: next.entries.length, added: countNew(next, former), dropped: countNew(former, next) };
}

/** How many entries one baseline has that another has not. */
function countNew(next: Baseline | undefined, former: Baseline | undefined): number {
  const had = Map.groupBy(former?.entries ?? [], ({ fingerprint }) => fingerprint);
  return (next?.entries ?? []).filter(({ fingerprint }) => had.get(fingerprint)?.shift() === undefined).length;
}
