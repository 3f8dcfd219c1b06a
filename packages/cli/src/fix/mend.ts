import { ReleaserError } from "@releaser/core";
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
 * The lockfile comes last, by its package manager. Where that fails, the finding stays and its reason is told.
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
  const left = [...plan.unfixed, ...unended(plan, seen)];
  const locked = await mendLockfile(context, seen, plan);
  if (locked === undefined) return { seen, fixed, unfixed: left };
  return locked.unfixed.length > 0
    ? { seen, fixed, unfixed: [...left, ...locked.unfixed] }
    : { seen: await see(context, options, readScope), fixed: [...fixed, ...locked.fixed], unfixed: left };
}

/** What the fixes of a judged repository come to. */
export function planFor({ state, report, look }: Seen, { unsafe }: Pick<MendOptions, "unsafe">): FixPlan {
  return planFixes({ findings: report.findings, unsafe, look, valueAt: statedValues(state.workspace) });
}

function repeats({ files }: FixPlan, past: ReadonlyMap<string, ReadonlySet<string | undefined>>): boolean {
  return files.some(({ file, after }) => past.get(file)?.has(after) === true);
}

/** Fixes that would undo each other for ever. */
function unended({ fixed, files }: FixPlan, { report }: Seen): readonly Unfixed[] {
  if (files.length === 0) return [];
  const messages = new Set(fixed.map(({ message }) => message));
  return report.findings
    .filter(({ message }) => messages.has(message))
    .map((finding) => toUnfixed(finding, "it would bring back what another fix has just changed"));
}

type Locked = Pick<Mended, "fixed" | "unfixed">;

async function mendLockfile(context: Context, { state }: Seen, { commanded }: FixPlan): Promise<Locked | undefined> {
  if (commanded.length === 0) return undefined;
  try {
    await updateLockfile({ ...state.workspace, packageManager: "pnpm" }, context);
  } catch (error) {
    const why = whyNotLocked(error);
    return { fixed: [], unfixed: commanded.map((finding) => toUnfixed(finding, why)) };
  }
  return {
    unfixed: [],
    fixed: commanded.flatMap(({ rule, message, fix }) =>
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
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "pnpm is not installed";
  throw error;
}
