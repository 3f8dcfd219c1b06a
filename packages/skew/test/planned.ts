import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Finding, type Plan, type Planner, type Rule, runRules } from "@releaser/core";
import { repositoryRoot, tempDir, type World } from "@releaser/testkit";
import { readPlan } from "@releaser/workspace";

const installed = { 2: "changesets-2", 3: "@changesets/cli" } as const;

/** A major of Changesets that is installed here. */
export type Major = keyof typeof installed;

export interface PlannedOptions {
  /** Whose plan it is; 3 by default. */
  readonly major?: Major;
  /** Of the rule. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Another planner than the one that planned. */
  readonly planner?: Planner;
}

/** The plan that a real Changesets of a major makes of a world. */
export async function planned(world: World, major: Major = 3): Promise<Plan> {
  const workspace = world.workspace({ major, train: false });
  return await readPlan(workspace, {
    branch: "main",
    producer: "test@0.0.0",
    packer: "pnpm",
    engineRoot: changesetsRoot(major),
  });
}

/** What a rule says of a world and of the plan that a real Changesets makes of it. */
export async function judgePlanned(rule: Rule, world: World, given: PlannedOptions = {}): Promise<readonly Finding[]> {
  const { major = 3, options } = given;
  const plan = await planned(world, major);
  const files = world.files();
  return runRules([{ ...rule, check: (input) => rule.check({ ...input, ...(options && { options }) }) }], {
    workspace: world.workspace({ major, train: false }),
    plan,
    planner: given.planner ?? plan.planner,
    read: (file) => files.get(file),
  });
}

/** A folder in which a Changesets of a major is installed, as pnpm would link it. */
export function changesetsRoot(major: Major, dir: string = tempDir()): string {
  mkdirSync(join(dir, "node_modules/@changesets"), { recursive: true });
  const cli = realpathSync(join(repositoryRoot, "packages/workspace/node_modules", installed[major]));
  symlinkSync(cli, join(dir, "node_modules/@changesets/cli"));
  return dir;
}
