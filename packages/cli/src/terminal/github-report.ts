import { appendFileSync } from "node:fs";
import {
  type Failure,
  holds,
  type Outcome,
  renderAnnotation,
  safeText,
  toCell,
  toCellCode,
  toCode,
  toFenced,
  toMarkdownText,
} from "@releaser/core";
import type { Terminal } from "../main.ts";
import { failuresOf, type Result } from "../status-document.ts";

/** GitHub shows so many annotations of a kind for one step. */
const mostAnnotations = 10;
/** More lines than people read; a summary may be one mebibyte. */
const mostRows = 100;
const longestAnnotation = 4000;
/** Long enough for every error of a schema validator. */
const longestWhy = 60_000;

/** A failure in each annotation: what, why, whose turn it is, and what to do next. No newline at the end. */
export function renderFailureAnnotations(failures: readonly Failure[]): string {
  return failures
    .slice(0, mostAnnotations)
    .map(({ code, what, why, who, next }) =>
      renderAnnotation(
        "error",
        { title: `${code}: ${what}` },
        safeText(`${shorten(why, longestAnnotation)}\n→ ${who}: ${next}`),
      ),
    )
    .join("\n");
}

/** What the page of a workflow's step says of a run, in Markdown: where the release stands, what failed and for whom, and what comes next. */
export function renderStepSummary(result: Result): string {
  const { verb, release, outcomes, next, commands = [] } = result;
  const held = outcomes.filter((outcome) => holds(outcome)).length;
  const about = release ? ` of ${toCode(release.tag ?? release.key)}` : "";
  const count = outcomes.length === 0 ? "" : `: ${held} of ${outcomes.length} hold`;
  const failures = failuresOf(result);
  const nextCommand = failures.length === 0 ? next : undefined;
  return `${[
    `### releaser ${toMarkdownText(verb)}${about}${count}`,
    ...toTable(outcomes),
    ...failures.map((failure) => renderFailure(failure)),
    ...commands.map(({ command, who }) => `- ${toCode(command)}: ${toMarkdownText(who)}`),
    ...(nextCommand === undefined ? [] : [`Next: ${toMarkdownText(nextCommand)}`]),
  ].join("\n\n")}\n\n`;
}

/**
 * Tells GitHub of a run: its failures as annotations, where it is a workflow of GitHub's, and all of it in the summary of the step,
 * where there is one. That it could not be told is said and changes nothing.
 */
export function reportToGitHub({ env, stderr }: Pick<Terminal, "env" | "stderr">, result: Result): void {
  const annotations = renderFailureAnnotations(failuresOf(result));
  if (env["GITHUB_ACTIONS"] === "true" && annotations !== "") stderr(`${annotations}\n`);
  const problem = appendToSummary(env, renderStepSummary(result));
  if (problem !== undefined) stderr(`${problem}\n`);
}

/** Adds Markdown to the summary of the step, where there is one. Gives what stood in the way. */
export function appendToSummary(env: Terminal["env"], text: string): string | undefined {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (!file) return undefined;
  try {
    appendFileSync(file, text);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return safeText(`the summary of the step was not written: ${why}`);
  }
}

function toTable(outcomes: readonly Outcome[]): readonly string[] {
  const telling = outcomes.length > mostRows ? outcomes.filter((outcome) => !holds(outcome)) : outcomes;
  const rows = telling.slice(0, mostRows);
  if (rows.length === 0) return [];
  const left = outcomes.length - rows.length;
  const lines = rows.map((outcome) => {
    const said = outcome.failure ? toCode(outcome.failure.code) : toMarkdownText(outcome.note ?? "");
    return `| ${holds(outcome) ? "✓" : "✗"} | ${toCellCode(outcome.id)} | ${toCell(said)} |`;
  });
  return [
    ["|  | what |  |", "| --- | --- | --- |", ...lines].join("\n"),
    ...(left === 0 ? [] : [`${left} more are in the log.`]),
  ];
}

/** One failure in Markdown: what, why, whose turn it is, and what to do next. */
export function renderFailure({ code, what, why, who, next }: Failure, longest: number = longestWhy): string {
  return [
    `**✗ ${toCode(code)}** ${toMarkdownText(what)}`,
    ...(why.trim() === "" ? [] : [toFenced(safeText(shorten(why, longest).trimEnd()))]),
    `→ **${toMarkdownText(who)}**: ${toMarkdownText(next)}`,
  ].join("\n\n");
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
