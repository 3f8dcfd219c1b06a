import type { SkewReport } from "@releaser/skew";
import type { Looked } from "@releaser/skew/fix";
import type { Context } from "../context.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { judge, type JudgeOptions, type TriedState } from "../release/read-state.ts";
import { lookAt } from "./look-at.ts";

/** A repository as it was judged. */
export interface Seen {
  readonly state: TriedState;
  readonly report: SkewReport;
  /** A file as a fix may write it; refused where it is no longer what the rules read. */
  readonly look: (file: string) => Looked;
}

/** Reads a repository, as its scope is read, and judges it, and keeps what the rules read. */
export async function see(
  context: Context,
  options: JudgeOptions,
  readScope: () => Promise<TriedState>,
): Promise<Seen> {
  const state = await readScope();
  const { root } = state.workspace;
  const kept = new Map<string, string | undefined>();
  const read = (file: string): string | undefined => {
    if (!kept.has(file)) kept.set(file, readIfThere(`${root}/${file}`));
    return kept.get(file);
  };
  const look = (file: string): Looked => {
    const looked = lookAt(root, file);
    const changed = looked.why === undefined && kept.has(file) && kept.get(file) !== looked.text;
    return changed ? { why: "it changed since it was read" } : looked;
  };
  return { state, report: judge(context, { ...state, read }, options), look };
}
