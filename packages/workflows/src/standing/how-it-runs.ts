import { toCell, toCellCode, toCode, toMarkdownText } from "@releaser/core";
import type { PipelineFacts, PipelineGate } from "../pipeline/facts.ts";
import type { Job, Pipeline, Workflow } from "../pipeline/pipeline.ts";
import { renderTable } from "./markdown-table.ts";

/** What starts each workflow. */
export function renderTriggers({ workflows }: Pipeline): string {
  const rows = workflows.map(({ file, trigger, purpose }) => [
    toCellCode(file),
    toText(trigger.words.join(", ")),
    toText(purpose),
  ]);
  return ["## Triggers", "", renderTable(["workflow", "runs on", "what for"], rows)].join("\n");
}

/** Who is asked before a job begins, and what that job may do. */
export function renderEnvironments({ workflows }: Pipeline): string {
  const jobs = workflows.flatMap((workflow) => workflow.jobs.filter(({ environment }) => environment !== undefined));
  const rows = jobs.map(({ id, environment = "", purpose }) => [
    toCellCode(environment),
    toCellCode(id),
    toText(purpose),
  ]);
  if (rows.length === 0) return "## Environments\n\nNone: no job of these workflows holds a secret.";
  const words = "Each asks its reviewers before the job begins, and holds the secrets of that job alone.";
  return ["## Environments", "", words, "", renderTable(["environment", "job", "what it does"], rows)].join("\n");
}

/** What a commit has to pass before anything of it is released, and whose turn it is where it does not. */
export function renderGates({ gates }: PipelineFacts): string {
  const skew = ["`skew`", "`releaser skew`", "Builder", "–", "–"];
  const rows = [skew, ...gates.map((gate) => toGateRow(gate))];
  const table = renderTable(["gate", "command", "owner", "ends after", "runs again"], rows);
  const words =
    "A gate is run again only where it may be. One that passes then is **flaky**, which is no pass: exit 4, Verifier/Observer.";
  return ["## Gates", "", table, "", words].join("\n");
}

function toGateRow({ id, command, owner, timeout, retries, skip }: PipelineGate): readonly string[] {
  if (skip !== undefined) return [toCellCode(id), `not run: ${toText(skip)}`, owner, "–", "–"];
  return [toCellCode(id), toCellCode(command), owner, `${timeout / 60_000} min`, retries === 0 ? "no" : `${retries} ×`];
}

/** Each job with what it may do and why, and what it leaves. */
export function renderJobs({ workflows }: Pipeline): string {
  return ["## Jobs", ...workflows.map((workflow) => renderWorkflowJobs(workflow))].join("\n\n");
}

function renderWorkflowJobs({ file, jobs }: Workflow): string {
  const rows = jobs.map((job) => [
    toCellCode(job.id),
    toText(job.purpose),
    list(job.needs ?? []),
    renderPermissions(job),
    list(job.artifacts ?? []),
  ]);
  const table = renderTable(["job", "what it does", "after", "may", "leaves"], rows);
  return `### ${toCode(file)}\n\n${table}`;
}

function renderPermissions({ permissions }: Job): string {
  const said = permissions.map(
    ({ scope, access, reason }) => `${toCellCode(`${scope}: ${access}`)} (${toText(reason)})`,
  );
  return said.length === 0 ? "nothing" : said.join("; ");
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "–" : names.map((name) => toCellCode(name)).join(", ");
}

/** Words of a cell: what they say of a repository is shown, and makes nothing else. */
function toText(words: string): string {
  return toCell(toMarkdownText(words));
}
