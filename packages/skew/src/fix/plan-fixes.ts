import type { Finding } from "@releaser/core";
import type { Fixed, Unfixed } from "../skew-report.ts";
import { applyChanges, type Change } from "./change.ts";
import { collisions } from "./collisions.ts";
import { openTexts, type Texts, type TextSource } from "./texts.ts";
import { type Candidate, toFixed } from "./to-fixed.ts";

export interface FixInput extends TextSource {
  readonly findings: readonly Finding[];
  /** Whether fixes that change what users get are meant too. */
  readonly unsafe: boolean;
}

/** A file's text as it is and as it is to be. */
export interface FileChange {
  readonly file: string;
  /** Undefined for a file that is new. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface FixPlan {
  readonly fixed: readonly Fixed[];
  /** Fixes that were wanted and are not made: nothing of them is in `files`. */
  readonly unfixed: readonly Unfixed[];
  /** By path, only those that change. */
  readonly files: readonly FileChange[];
  /** Findings that a command mends. */
  readonly commanded: readonly Finding[];
}

/**
 * Decides which fixes are made and what every file then says. Of fixes that want different things at one place none is made.
 * Pure but for what it looks at.
 */
export function planFixes(input: FixInput): FixPlan {
  const wanted = input.findings.filter(({ fix }) => fix !== undefined && (input.unsafe || fix.safety === "safe"));
  const candidates = wanted.flatMap((finding): readonly Candidate[] => {
    const edits = finding.fix?.edits ?? [];
    return edits.length === 0 ? [] : [{ finding, edits }];
  });
  const texts = openTexts(input);
  const possible = split(candidates, ({ edits }) => texts.whyNot(edits));
  const colliding = collisions(possible.kept, texts);
  const { kept, left } = split(possible.kept, (candidate) => colliding.get(candidate));
  return {
    fixed: kept.map((candidate) => toFixed(candidate, texts)),
    unfixed: [...possible.left, ...left],
    files: toFiles(kept, texts),
    commanded: wanted.filter(({ fix }) => fix?.command !== undefined),
  };
}

function split(
  candidates: readonly Candidate[],
  whyNot: (candidate: Candidate) => string | undefined,
): { readonly kept: readonly Candidate[]; readonly left: readonly Unfixed[] } {
  const judged = candidates.map((candidate) => ({ candidate, why: whyNot(candidate) }));
  return {
    kept: judged.filter(({ why }) => why === undefined).map(({ candidate }) => candidate),
    left: judged.flatMap(({ candidate: { finding }, why }) => (why === undefined ? [] : [toUnfixed(finding, why)])),
  };
}

/** A finding whose fix was wanted and is not made. */
export function toUnfixed({ rule, message, file, line }: Finding, why: string): Unfixed {
  return { rule, message, file, ...(line !== undefined && { line }), why };
}

function toFiles(candidates: readonly Candidate[], texts: Texts): readonly FileChange[] {
  const byFile = Map.groupBy(
    candidates.flatMap(({ edits }) => edits),
    ({ file }) => file,
  );
  return [...byFile]
    .map(([file, edits]): FileChange => {
      const gone = new Set(edits.filter(({ value }) => value === null).map(({ pointer }) => pointer));
      const changes = edits.flatMap((edit): readonly Change[] => texts.edited(edit, gone).changes ?? []);
      const before = texts.before(file);
      return { file, before, after: applyChanges(before ?? "", changes) };
    })
    .filter(({ before, after }) => before !== after)
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
