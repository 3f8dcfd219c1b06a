import type { Edit, Finding } from "@releaser/core";
import type { Fixed, Unfixed } from "../skew-report.ts";
import { applyEdits } from "./apply-edits.ts";
import { collisions } from "./collisions.ts";
import { openTexts, type Texts, type TextSource } from "./texts.ts";
import { type Candidate, type Made, toFixed } from "./to-fixed.ts";

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
  const { kept, left } = decide(candidates, texts);
  const made = { before: texts.before, edited: texts.together(kept.flatMap(({ edits }) => edits)) };
  return {
    fixed: kept.map((candidate) => toFixed(candidate, made)),
    unfixed: left,
    files: toFiles(kept, texts),
    commanded: wanted.filter(({ fix }) => fix?.command !== undefined),
  };
}

interface Decided {
  readonly kept: readonly Candidate[];
  readonly left: readonly Unfixed[];
}

/** Each is judged beside all that are made: one that is left may be what others went with, so these are judged anew without it. */
function decide(candidates: readonly Candidate[], texts: Texts): Decided {
  const edited = texts.together(candidates.flatMap(({ edits }) => edits));
  const possible = split(candidates, ({ edits }) => whyNot(edits, edited));
  const { kept, left } = possible.left.length > 0 ? possible : withoutCollisions(candidates, edited);
  if (left.length === 0) return { kept, left };
  const rest = decide(kept, texts);
  return { kept: rest.kept, left: [...left, ...rest.left] };
}

function whyNot(edits: readonly Edit[], editedOf: Made["edited"]): string | undefined {
  for (const edit of edits) {
    const edited = editedOf(edit);
    if (edited.changes === undefined) return `${edit.file}: ${edited.why}`;
  }
  return undefined;
}

function withoutCollisions(candidates: readonly Candidate[], edited: Made["edited"]): Decided {
  const colliding = collisions(candidates, edited);
  return split(candidates, (candidate) => colliding.get(candidate));
}

function split(candidates: readonly Candidate[], whyOf: (candidate: Candidate) => string | undefined): Decided {
  const judged = candidates.map((candidate) => ({ candidate, why: whyOf(candidate) }));
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
      const before = texts.before(file);
      return { file, before, after: applyEdits(file, before ?? "", edits) };
    })
    .filter(({ before, after }) => before !== after)
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
