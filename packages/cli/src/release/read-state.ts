import { checkSkew, type SkewReport } from "@releaser/skew";
import { diskFiles, plannerOf, readPlan, readWorkspace, readWorkspaceAndBranch } from "@releaser/workspace";
import {
  type ChangesetsState,
  moves,
  type Plan,
  type Planner,
  type Published,
  ReleaserError,
  type Scope,
  type Workspace,
} from "@releaser/core";
import { producer, type Repository } from "../context.ts";
import { failures } from "../failures.ts";
import { readIfThere } from "./read-if-there.ts";
import { type SettingsChoice, toChosenSettings } from "./skew-settings.ts";
import { workspaceOptions } from "./workspace-options.ts";

/** A repository and what it would release. */
export interface State {
  readonly workspace: Workspace;
  /** Undefined without `.changeset`. */
  readonly plan: Plan | undefined;
  readonly planner: Planner | undefined;
  /** What the registries have; undefined where they were not asked. */
  readonly published?: ReadonlyMap<string, Published>;
  /** How rules read the work tree, where that is to be more than reading. */
  readonly read?: (file: string) => string | undefined;
}

/** A state, or as much of it as there is where Changesets refuses to plan. */
export interface TriedState extends State {
  readonly refused?: ReleaserError;
}

/** Reads the workspace in a folder and plans nothing: all that the rules of the scope `tree` need. */
export function readTree(context: Repository, dir: string = context.root): State {
  return { workspace: readWorkspace(dir, workspaceOptions(context)), plan: undefined, planner: undefined };
}

async function readTreeAndBranch(context: Repository, dir: string): Promise<State> {
  const workspace = await readWorkspaceAndBranch(dir, workspaceOptions(context));
  return { workspace, plan: undefined, planner: undefined };
}

/**
 * Reads the workspace in a folder and computes its pending plan. Writes nothing. Where Changesets refuses, throws `E_SKEW` for
 * what the rules find, which knows the place and the mend, and otherwise what Changesets says.
 */
export async function readState(context: Repository, options: TryOptions = {}): Promise<State> {
  const { refused, ...state } = await tryState(context, options);
  if (refused === undefined) return state;
  refuseSkew(judge(context, state));
  throw refused;
}

export interface TryOptions {
  readonly dir?: string;
  /** For a look: the same plan at less cost, and none where no changeset lies there. */
  readonly glance?: boolean;
}

/** The same, with the refusal of Changesets beside the state instead of thrown. */
export async function tryState(context: Repository, options: TryOptions = {}): Promise<TriedState> {
  const { dir = context.root, glance = false } = options;
  const tree = glance ? await readTreeAndBranch(context, dir) : readTree(context, dir);
  const { workspace } = tree;
  if (!workspace.changesets) return tree;
  try {
    if (glance && isIdle(workspace.changesets)) return { ...tree, planner: await plannerOf(context.engineRoot) };
    const plan = await readPlan(workspace, {
      branch: branchOf(context, workspace),
      producer,
      packer: packerOf(workspace),
      engineRoot: context.engineRoot,
      glance,
    });
    return { workspace, plan, planner: await plannerOf(context.engineRoot) };
  } catch (error) {
    if (error instanceof ReleaserError && refusals.has(error.failure.code)) return { ...tree, refused: error };
    throw error;
  }
}

function isIdle({ changesets, pre }: ChangesetsState): boolean {
  return changesets.length === 0 && pre === undefined;
}

const refusals: ReadonlySet<string> = new Set(["E_CHANGESETS_CONFIG", "E_CHANGESETS_UNSUPPORTED", "E_PLANNER_REFUSED"]);

/** The branch that releases are made on. */
export function branchOf(context: Pick<Repository, "config">, workspace: Workspace): string {
  return context.config.branch ?? workspace.changesets?.config.baseBranch.replace(/^origin\//u, "") ?? "main";
}

/** What packs the tarballs. */
export function packerOf({ packageManager }: Workspace): string {
  return packageManager === "pnpm" ? "pnpm" : "npm";
}

/** Whether a plan holds anything to version. */
export function isPending(plan: Plan | undefined): plan is Plan {
  return plan !== undefined && plan.releases.some((release) => moves(release));
}

export interface JudgeOptions extends SettingsChoice {
  /** `offline` unless told. */
  readonly scope?: Scope;
}

/** The rules over a state, as they are configured. */
export function judge(context: Repository, state: State, options: JudgeOptions = {}): SkewReport {
  const { root } = state.workspace;
  const { head } = diskFiles(root);
  const read = state.read ?? ((file: string) => readIfThere(`${root}/${file}`));
  return checkSkew({
    ...state,
    plan: isPending(state.plan) ? state.plan : undefined,
    scope: options.scope ?? "offline",
    ...toChosenSettings(context, { ...options, read }),
    now: () => Number(process.hrtime.bigint()) / 1e6,
    read,
    head,
  });
}

/** Throws `E_SKEW` where the report has errors. */
export function refuseSkew(report: SkewReport): void {
  const refused = toSkewFailure(report);
  if (refused) throw refused;
}

/** What is thrown where the report has errors. */
export function toSkewFailure(report: SkewReport): ReleaserError | undefined {
  const first = report.findings.find(({ level }) => level === "error");
  if (!first) return undefined;
  const place = first.line === undefined ? first.file : `${first.file}:${first.line}`;
  return failures.E_SKEW({
    errors: report.counts.error,
    first: `${place}  ${first.rule}  ${first.message}`,
    mend: first.hint,
  });
}
