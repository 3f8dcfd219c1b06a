import { checkSkew, type SkewInput, type SkewReport } from "@releaser/skew";
import { plannerOf, readPlan, readWorkspace } from "@releaser/workspace";
import { type Level, moves, type Plan, type Planner, type Scope, type Workspace } from "@releaser/core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleConfig } from "../config/config.ts";
import { type Context, producer } from "../context.ts";
import { failures } from "../failures.ts";
import { workspaceOptions } from "../version/cut-version.ts";

/** A repository and what it would release. */
export interface State {
  readonly workspace: Workspace;
  /** Undefined without `.changeset`. */
  readonly plan: Plan | undefined;
  readonly planner: Planner | undefined;
}

/** Reads the workspace in a folder and computes its pending plan. Writes nothing. */
export async function readState(context: Context, dir: string = context.root): Promise<State> {
  const workspace = readWorkspace(dir, workspaceOptions(context));
  if (!workspace.changesets) return { workspace, plan: undefined, planner: undefined };
  const plan = await readPlan(workspace, {
    branch: branchOf(context, workspace),
    producer,
    packer: workspace.packageManager === "pnpm" ? "pnpm" : "npm",
    engineRoot: context.engineRoot,
  });
  return { workspace, plan, planner: await plannerOf(context.engineRoot) };
}

/** The branch that releases are made on. */
export function branchOf(context: Pick<Context, "config">, workspace: Workspace): string {
  return context.config.branch ?? workspace.changesets?.config.baseBranch.replace(/^origin\//u, "") ?? "main";
}

/** Whether a plan holds anything to version. */
export function isPending(plan: Plan | undefined): plan is Plan {
  return plan !== undefined && plan.releases.some((release) => moves(release));
}

/** The rules over a state. */
export function judge(context: Context, state: State, scope: Scope = "offline"): SkewReport {
  return checkSkew({
    ...state,
    plan: isPending(state.plan) ? state.plan : undefined,
    scope,
    ...toRuleSettings(context.config.skew?.rules ?? {}),
    now: () => performance.now(),
    read: (file) => readIfThere(join(state.workspace.root, file)),
  });
}

function toRuleSettings(rules: Readonly<Record<string, Level | RuleConfig | "off">>): Pick<SkewInput, "levels" | "options"> {
  const settings = Object.entries(rules).map(([id, given]) => {
    const { level, ...options } = typeof given === "string" ? { level: given } : given;
    return { id, level, options };
  });
  return {
    levels: Object.fromEntries(settings.flatMap(({ id, level }) => (level === undefined ? [] : [[id, level]]))),
    options: Object.fromEntries(settings.map(({ id, options }) => [id, options])),
  };
}

/** Throws `E_SKEW` where the report has errors. */
export function refuseSkew(report: SkewReport): void {
  const first = report.findings.find(({ level }) => level === "error");
  if (!first) return;
  const place = first.line === undefined ? first.file : `${first.file}:${first.line}`;
  throw failures.E_SKEW({
    errors: report.counts.error,
    first: `${place}  ${first.rule}  ${first.message}`,
    mend: first.hint,
  });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
