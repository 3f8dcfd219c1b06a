import { hasErrorCode, ReleaserError } from "@releaser/core";
import type { Fixed, Unfixed } from "@releaser/skew";
import { type FixPlan, planFixes, statedValues, toUnfixed } from "@releaser/skew/fix";
import type { Context } from "../context.ts";
import { openScope } from "../release/open-scope.ts";
import type { JudgeOptions } from "../release/read-state.ts";
import { updateLockfile } from "../version/update-lockfile.ts";
import { type Seen, see } from "./see.ts";
import { writeFiles } from "./write-files.ts";

export interface MendOptions extends JudgeOptions {
  /** Fixes that change what users get, too. */
  readonly unsafe: boolean;
}

/** What is left after mending, and what was done. */
export interface Mended {
  readonly seen: Seen;
  readonly fixed: readonly Fixed[];
  readonly unfixed: readonly Unfixed[];
}

/** One fix may uncover another; no chain of them is as long as this. */
const mostRounds = 5;

/**
 * Makes the fixes of a repository and judges it again, until none is left, or until a file would become what it was before.
 * The lockfile comes last, by its package manager. Where that fails or leaves it as it is, the finding stays and its reason is told.
 */
export async function mend(context: Context, options: MendOptions): Promise<Mended> {
  const past = new Map<string, Set<string | undefined>>();
  const fixed: Fixed[] = [];
  const readScope = openScope(context, { scope: options.scope, open: () => Promise.resolve(context) });
  let seen = await see(context, options, readScope);
  let plan = planFor(seen, options);
  for (let round = 1; round <= mostRounds && plan.files.length > 0 && !repeats(plan, past); round += 1) {
    for (const { file, before } of plan.files) past.set(file, (past.get(file) ?? new Set()).add(before));
    writeFiles(context.root, plan.files);
    fixed.push(...plan.fixed);
    seen = await see(context, options, readScope);
    plan = planFor(seen, options);
  }
  const left = [...plan.unfixed, ...unended(plan, seen, past)];
  if (plan.commanded.length === 0) return { seen, fixed, unfixed: left };
  const failed = await runPnpm(context, seen);
  if (failed === undefined) seen = await see(context, options, readScope);
  const locked = toLocked(plan, seen, failed ?? "pnpm ran and did not change it");
  return { seen, fixed: [...fixed, ...locked.fixed], unfixed: [...left, ...locked.unfixed] };
}

/** What the fixes of a judged repository come to. */
export function planFor({ state, report, look }: Seen, { unsafe }: Pick<MendOptions, "unsafe">): FixPlan {
  return planFixes({ findings: report.findings, unsafe, look, valueAt: statedValues(state.workspace) });
}

function repeats({ files }: FixPlan, past: ReadonlyMap<string, ReadonlySet<string | undefined>>): boolean {
  return files.some(({ file, after }) => past.get(file)?.has(after) === true);
}

/** Fixes that nobody made: they would undo each other for ever, or came after the last round. */
function unended(
  plan: FixPlan,
  { report }: Seen,
  past: ReadonlyMap<string, ReadonlySet<string | undefined>>,
): readonly Unfixed[] {
  if (plan.files.length === 0) return [];
  const messages = new Set(plan.fixed.map(({ message }) => message));
  const why = repeats(plan, past)
    ? "fixes would bring back what others have just changed"
    : `${mostRounds} rounds of fixes came before it; the next run goes on`;
  return report.findings.filter(({ message }) => messages.has(message)).map((finding) => toUnfixed(finding, why));
}

/** Runs what brings the lockfile up, and resolves with why it could not. */
async function runPnpm(context: Context, { state }: Seen): Promise<string | undefined> {
  try {
    await updateLockfile({ ...state.workspace, packageManager: "pnpm" }, context);
    return undefined;
  } catch (error) {
    return whyNotLocked(error);
  }
}

/** What a command was to mend, parted by what is found after it. */
function toLocked({ commanded }: FixPlan, { report }: Seen, why: string): Pick<Mended, "fixed" | "unfixed"> {
  const found = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  const { left = [], gone = [] } = Object.groupBy(commanded, (one) => (found.has(one.fingerprint) ? "left" : "gone"));
  return {
    unfixed: left.map((finding) => toUnfixed(finding, why)),
    fixed: gone.flatMap(({ rule, message, fix }) =>
      fix === undefined
        ? []
        : [{ rule, message, safety: fix.safety, places: [], ...(fix.command && { command: fix.command }) }],
    ),
  };
}

/** pnpm's own word for it, or why it could not be started. Throws what is neither. */
function whyNotLocked(error: unknown): string {
  if (error instanceof ReleaserError && error.failure.code === "E_LOCKFILE") {
    const lines = error.failure.why.split("\n");
    return `pnpm could not: ${lines.find((line) => line.includes("ERR_PNPM")) ?? lines[0]}`;
  }
  if (hasErrorCode(error, "ENOENT")) return "pnpm is not installed";
  throw error;
}
