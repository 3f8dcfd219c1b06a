import { checkSkew, type SkewInput, type SkewReport } from "@releaser/skew";
import { plannerOf, readPlan, readWorkspace } from "@releaser/workspace";
import { type Level, moves, type Plan, type Planner, ReleaserError, type Scope, type Workspace } from "@releaser/core";
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
  /** How rules read the work tree, where that is to be more than reading. */
  readonly read?: (file: string) => string | undefined;
}

/** A state, or as much of it as there is where Changesets refuses to plan. */
export interface TriedState extends State {
  readonly refused?: ReleaserError;
}

/** Reads the workspace in a folder and plans nothing: all that the rules of the scope `tree` need. */
export function readTree(context: Context, dir: string = context.root): State {
  return { workspace: readWorkspace(dir, workspaceOptions(context)), plan: undefined, planner: undefined };
}

/**
 * Reads the workspace in a folder and computes its pending plan. Writes nothing. Where Changesets refuses, throws `E_SKEW` for
 * what the rules find, which knows the place and the mend, and otherwise what Changesets says.
 */
export async function readState(context: Context, dir: string = context.root): Promise<State> {
  const { refused, ...state } = await tryState(context, dir);
  if (refused === undefined) return state;
  refuseSkew(judge(context, state));
  throw refused;
}

/** The same, with the refusal of Changesets beside the state instead of thrown. */
export async function tryState(context: Context, dir: string = context.root): Promise<TriedState> {
  const tree = readTree(context, dir);
  const { workspace } = tree;
  if (!workspace.changesets) return tree;
  try {
    const plan = await readPlan(workspace, {
      branch: branchOf(context, workspace),
      producer,
      packer: workspace.packageManager === "pnpm" ? "pnpm" : "npm",
      engineRoot: context.engineRoot,
    });
    return { workspace, plan, planner: await plannerOf(context.engineRoot) };
  } catch (error) {
    if (error instanceof ReleaserError && refusals.has(error.failure.code)) return { ...tree, refused: error };
    throw error;
  }
}

const refusals: ReadonlySet<string> = new Set(["E_CHANGESETS_CONFIG", "E_CHANGESETS_UNSUPPORTED", "E_PLANNER_REFUSED"]);

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
    read: state.read ?? ((file) => readIfThere(join(state.workspace.root, file))),
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

/** The text of a file; undefined where it cannot be read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
