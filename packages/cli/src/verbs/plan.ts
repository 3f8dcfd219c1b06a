import { describeCauses, exitCodeOf, type Failure, moves, type Plan, toSafeJson } from "@releaser/core";
import { renderReport, type SkewReport } from "@releaser/skew";
import type { Repository } from "../context.ts";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { openRepository } from "../open-repository.ts";
import { isPending, judge, readState, refuseSkew, type State, toSkewFailure } from "../release/read-state.ts";
import type { PlanFormat } from "../definitions/plan-formats.ts";
import type { CommonOptions } from "./perform.ts";

export interface PlanOptions extends CommonOptions {
  /** For something else than a terminal: the message of the version commit, or Markdown. */
  readonly format?: PlanFormat | undefined;
  /** Whether the comment is posted on the pull request that started the workflow. */
  readonly post?: boolean | undefined;
}

/**
 * PLANNED: computes the next release and prints it. Writes nothing in the repository. Resolves with 7 where versions disagree, which goes
 * to stderr. There is no message where nothing is pending.
 */
export async function showPlan(terminal: Terminal, options: PlanOptions): Promise<number> {
  if (options.post && options.format !== "comment") {
    throw failures.E_USAGE({ message: "--post posts the comment of --format comment" });
  }
  const repository = await openRepository(options.cwd ?? terminal.cwd, { clock: terminal.clock });
  const state = await readPlanned(repository);
  const report = judge(repository, state);
  if (!state.plan) {
    refuseSkew(report);
    throw failures.E_NOTHING_PLANS({ root: repository.root });
  }
  const next = isPending(state.plan) ? "releaser rehearse" : "pnpm changeset";
  const text = await renderAs(state.plan, { ...options, report, env: terminal.env });
  terminal.stdout(text);
  const isFound = report.findings.length > 0;
  if (isFound) terminal.stderr(`${renderFound(report, { terminal, options, next })}\n`);
  const unposted = options.post ? await post(terminal, options, text) : [];
  const skewed = toSkewFailure(report);
  const exit = exitCodeOf([...unposted, ...(skewed ? [skewed.failure] : [])]);
  if (exit !== 0) return exit;
  const isData = options.json === true || options.format !== undefined;
  const write = isData ? terminal.stderr : terminal.stdout;
  const lacksMessage = options.format === "commit-message" && !isPending(state.plan);
  if (lacksMessage) write("nothing pending, so there is no message\n");
  if (!isFound) write(`next: ${next}\n`);
  return 0;
}

interface Telling {
  readonly terminal: Terminal;
  readonly options: PlanOptions;
  readonly next: string;
}

/** What versions disagree about, with what comes next: where nothing stands in the way, that is what the plan says. */
function renderFound(report: SkewReport, { terminal, options, next }: Telling): string {
  return renderReport(report, {
    color: options.color && terminal.color,
    ...(terminal.columns !== undefined && { width: terminal.columns }),
    ...(report.ok && { next: { command: next, why: "" } }),
  });
}

/** Of many packages few can move, and a look at these gives the same plan; where nothing is pending there is nothing to save. */
async function readPlanned(repository: Repository): Promise<State> {
  const state = await readState(repository, { glance: true });
  return state.plan === undefined && state.workspace.changesets ? await readState(repository) : state;
}

/** With every edge, which nothing else here needs. */
async function post(terminal: Terminal, options: PlanOptions, text: string): Promise<readonly Failure[]> {
  const [{ open }, { postComment }] = await Promise.all([import("./perform.ts"), import("./post-comment.ts")]);
  const { context } = await open(terminal, { ...options, json: true });
  return await postComment(context, text);
}

interface Asked extends PlanOptions {
  readonly report: SkewReport;
  readonly env: Terminal["env"];
}

/** What renders for others is loaded where it is asked for. */
async function renderAs(plan: Plan, { json, format, report, env }: Asked): Promise<string> {
  if (format === undefined) return json ? `${toSafeJson(plan)}\n` : renderPlan(plan);
  const { renderFor } = await import("./plan-for.ts");
  return renderFor(plan, { format, findings: report.findings, env });
}

/** As many as are read at a glance. */
const mostCauses = 3;

/** A plan for a terminal: the train, then each package that moves, and why. */
function renderPlan(plan: Plan): string {
  const { train: current } = plan;
  if (!isPending(plan)) return `nothing pending${current ? `; the train stands at ${current.from}` : ""}\n`;
  const moving = plan.releases.filter((release) => moves(release));
  const width = Math.max(...moving.map(({ name }) => name.length));
  const train = plan.train
    ? `release ${plan.train.tag}   ${plan.train.bump}, from ${plan.train.from}`
    : `release ${plan.key}`;
  const lines = moving.map(
    ({ name, from, to, bump, causes, private: hidden }) =>
      `  ${name.padEnd(width)}  ${`${from} → ${to}`.padEnd(24)} ${bump.padEnd(6)} ${describeCauses(causes, { most: mostCauses })}${hidden ? "  (private)" : ""}`,
  );
  const cut = moving.some(({ causes }) => causes.length > mostCauses);
  const stands = plan.releases.length - moving.length;
  const foot = `${moving.length} of ${plan.releases.length} packages move${stands > 0 ? `, ${stands} stay` : ""}; planned by ${plan.planner.name}@${plan.planner.version} (${plan.planner.from}); digest ${plan.digest.slice(0, 12)}…`;
  const rest = cut ? "`releaser why <package>` tells every cause\n" : "";
  return `${train}   on ${plan.branch}\n${lines.join("\n")}\n${foot}\n${rest}`;
}
