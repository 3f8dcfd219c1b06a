import { describeCause, exitCodeOf, moves, type Plan } from "@releaser/core";
import { renderVersionMessage } from "@releaser/provenance";
import { renderReport, type SkewReport } from "@releaser/skew";
import { renderBumpGraph, renderPlanComment, renderPlanMarkdown } from "@releaser/workflows";
import { newFileAddress } from "../changeset/new-file-address.ts";
import { maker } from "../context.ts";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { isPending, judge, readState, refuseSkew, toSkewFailure } from "../release/read-state.ts";
import type { PlanFormat } from "../plan-formats.ts";
import type { Environment } from "../terminal/github-event.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

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
  const isData = options.json === true || options.format !== undefined;
  const { context, printer } = await open(terminal, { ...options, json: isData });
  const state = await readState(context);
  const report = judge(context, state);
  if (!state.plan) {
    refuseSkew(report);
    throw failures.E_NOTHING_PLANS({ root: context.root });
  }
  const text = renderAs(state.plan, { ...options, report, env: terminal.env });
  terminal.stdout(text);
  if (report.findings.length > 0) {
    terminal.stderr(`${renderReport(report, { color: options.color && terminal.color })}\n`);
  }
  const unposted = options.post ? await (await import("./post-comment.ts")).postComment(context, text) : [];
  const skewed = toSkewFailure(report);
  const exit = exitCodeOf([...unposted, ...(skewed ? [skewed.failure] : [])]);
  if (exit !== 0) return exit;
  const lacksMessage = options.format === "commit-message" && !isPending(state.plan);
  if (lacksMessage) printer.line("nothing pending, so there is no message");
  printer.line(`next: ${isPending(state.plan) ? "releaser rehearse" : "pnpm changeset"}`);
  return 0;
}

interface Asked extends PlanOptions {
  readonly report: SkewReport;
  readonly env: Environment;
}

function renderAs(plan: Plan, { json, format, report, env }: Asked): string {
  switch (format) {
    case "commit-message":
      return isPending(plan) ? renderVersionMessage(plan, maker) : "";
    case "comment":
      return `${renderPlanComment({ plan, findings: report.findings, newFile: newFileAddress(env) })}\n`;
    case "markdown":
      return `${renderPlanMarkdown(plan)}\n`;
    case "mermaid":
      return isPending(plan) ? `${renderBumpGraph(plan)}\n` : "";
    case undefined:
      return json ? toJson(plan) : renderPlan(plan);
  }
}

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
      `  ${name.padEnd(width)}  ${`${from} → ${to}`.padEnd(24)} ${bump.padEnd(6)} ${causes.map((cause) => describeCause(cause)).join("; ")}${hidden ? "  (private)" : ""}`,
  );
  const stands = plan.releases.length - moving.length;
  const foot = `${moving.length} of ${plan.releases.length} packages move${stands > 0 ? `, ${stands} stay` : ""}; planned by ${plan.planner.name}@${plan.planner.version} (${plan.planner.from}); digest ${plan.digest.slice(0, 12)}…`;
  return `${train}   on ${plan.branch}\n${lines.join("\n")}\n${foot}\n`;
}
