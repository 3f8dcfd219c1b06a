import { type Finding, type Plan, type Rule, runRules } from "@releaser/core";
import type { Timeline, World, WorldOptions } from "@releaser/testkit";

export interface PastOptions {
  /** The work tree, where it is not as the last commit has it. */
  readonly world?: World;
  readonly plan?: Plan;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly workspace?: WorldOptions;
}

/** What a rule says of a work tree with a history behind it. */
export function judgePast(rule: Rule, past: Timeline, more: PastOptions = {}): readonly Finding[] {
  const { world = past.world, plan, options } = more;
  const files = world.files();
  return runRules([options === undefined ? rule : { ...rule, check: (input) => rule.check({ ...input, options }) }], {
    workspace: past.workspace(world, more.workspace),
    plan,
    read: (file) => files.get(file),
  });
}
