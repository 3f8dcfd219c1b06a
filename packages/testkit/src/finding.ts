import { type Finding, type Plan, type Rule, runRules } from "@releaser/core";
import { expect } from "vitest";
import type { World, WorldOptions } from "./repo.ts";

/** What a rule says of a world, as findings in their final order. A plan is handed on where the rule looks at one. */
export function run(
  rule: Rule,
  world: World,
  options: WorldOptions & { readonly plan?: Plan } = {},
): readonly Finding[] {
  const { plan, ...read } = options;
  // An absent fix is present as undefined, so that `finding` can insist on it.
  return runRules([rule], { workspace: world.workspace(read), plan }).map(
    (found) => ({ fix: undefined, ...found }) as Finding,
  );
}

/** What a test expects of a finding beside its place and words. Whatever is left out is not compared, except the fix: left out, there must be none. */
export interface ExpectedFinding extends Partial<Omit<Finding, "file" | "fingerprint" | "fix" | "message">> {
  /** The value that the fix writes, or the values of its edits in order. */
  readonly fix?: string | readonly string[];
  readonly safety?: "safe" | "unsafe";
}

/** A finding as a test states it, for `expect(run(rule, world)).toEqual([finding(…)])`. */
export function finding(file: string, message: string, expected: ExpectedFinding = {}): Finding {
  const { fix, safety, ...rest } = expected;
  const edits =
    fix === undefined ? undefined : [fix].flat().map((value): unknown => expect.objectContaining({ value }));
  const fixed: unknown = edits && expect.objectContaining({ edits, ...(safety && { safety }) });
  return expect.objectContaining({ file, message, ...rest, fix: fixed }) as Finding;
}
