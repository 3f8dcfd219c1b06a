import { moves, parseTrailers, type Plan, renderTrailers, safeLine, splitStated, type Trailer } from "@releaser/core";
import { planTrailers, type Producer } from "./plan-trailers.ts";

/** A version that moves, as one line of a message's body. */
export interface Move {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * The message of the version commit: subject, what moves and why, trailers as the last paragraph. Every line of the body
 * is a list item, so no text from a changeset can become a trailer, to git or to `parseTrailers`.
 */
export function renderVersionMessage(plan: Plan, options: Producer & { readonly note?: string | undefined }): string {
  return renderMessage({
    subject: subjectOf(plan),
    moves: toMoves(plan),
    summaries: plan.changesets.map(({ summary }) => splitStated(summary).text),
    note: options.note,
    trailers: planTrailers(plan, options),
  });
}

/** The versions that a plan moves. */
function toMoves(plan: Plan): readonly Move[] {
  return plan.releases.filter(moves).map(({ name, from, to }) => ({ name, from, to }));
}

/** A message whose trailers are those given and no others, whatever the other texts hold. */
export function renderMessage(parts: {
  readonly subject: string;
  readonly moves: readonly Move[];
  readonly summaries: readonly string[];
  readonly note?: string | undefined;
  readonly trailers: readonly Trailer[];
}): string {
  const paragraphs = [
    safeLine(parts.subject),
    list(parts.moves.map(({ name, from, to }) => `${name} ${from ?? "?"} -> ${to ?? "?"}`)),
    list(parts.summaries.map((summary) => safeLine(summary.trim().split("\n")[0] ?? ""))),
    parts.note === undefined ? "" : safeLine(parts.note),
    renderTrailers(parts.trailers).trimEnd(),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

/**
 * What differs between a commit's message and the one that the plan asks for; empty when it is the same release. A
 * trailer that somebody added (a hook, a merge button) is a difference, and so is one that is missing or changed.
 */
export function checkVersionCommit(message: string, plan: Plan, options: Producer): readonly string[] {
  return [
    ...subjectDifferences(message, plan),
    ...trailerDifferences(parseTrailers(message), planTrailers(plan, options)),
  ];
}

/** Where a message has another first line than its plan asks for, a sentence that says so. */
export function subjectDifferences(message: string, plan: Plan): readonly string[] {
  const subject = subjectOf(plan);
  const [first = ""] = message.split("\n", 1);
  return first === subject ? [] : [`the subject is "${safeLine(first)}" and not "${subject}"`];
}

/** A sentence for each trailer that is missing, then for each that is there and not expected, or more often. */
export function trailerDifferences(found: readonly Trailer[], expected: readonly Trailer[]): readonly string[] {
  const [here, there] = [found.map(toLine), expected.map(toLine)];
  return [
    ...without(there, here).map((line) => `the trailer "${line}" is missing`),
    ...without(here, there).map((line) => `the trailer "${line}" was added`),
  ];
}

function subjectOf(plan: Plan): string {
  return `chore(release): ${plan.train?.tag ?? plan.key}`;
}

function toLine({ key, value }: Trailer): string {
  return `${key}: ${safeLine(value)}`;
}

/** What is in `all` more often than in `taken`. */
function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return all.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function list(items: readonly string[]): string {
  return items
    .filter((item) => item !== "")
    .map((item) => `- ${safeLine(item)}`)
    .join("\n");
}
