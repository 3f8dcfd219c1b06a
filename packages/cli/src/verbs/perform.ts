import { resolve } from "node:path";
import { exitCodeOf, holds, safeLine, toSafeJson } from "@releaser/core";
import type { Context } from "../context.ts";
import type { Terminal } from "../main.ts";
import { openContext, requireRepository } from "../open-context.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import { failuresOf, type Result, toStatusDocument } from "../status-document.ts";
import { writeOutputs } from "../terminal/github-output.ts";
import { reportToGitHub } from "../terminal/github-report.ts";
import { realClock } from "../real-clock.ts";
import type { LiveOptions } from "../terminal/live-line.ts";
import { openPrinter, type Printer } from "../terminal/printer.ts";

/** What every verb takes. */
export interface CommonOptions {
  readonly cwd?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly color: boolean;
  readonly outward?: boolean;
  /** A file of trusted signers, relative to where the command is typed. */
  readonly allowedSigners?: string;
  /** Whether a configuration that is code is run; unless told, by every verb but those that only look. */
  readonly runConfig?: boolean;
}

interface Opened {
  readonly context: Context;
  readonly printer: Printer;
}

/** Opens the edges of a verb; what it writes goes aside where it only looks. Prose goes to stderr where stdout carries a document. */
export async function open(terminal: Terminal, options: CommonOptions, aside?: string): Promise<Opened> {
  const write = options.json ? terminal.stderr : terminal.stdout;
  const printer = openPrinter({ write, color: options.color && terminal.color, live: toLive(terminal, options) });
  const said = new Set<string>();
  const context = await openContext({
    cwd: options.cwd ?? terminal.cwd,
    env: terminal.env,
    outward: options.outward === true,
    allowedSigners: options.allowedSigners && resolve(terminal.cwd, options.allowedSigners),
    aside,
    runConfig: options.runConfig ?? aside === undefined,
    signal: terminal.signal,
    clock: terminal.clock,
    report: (event) => printer.event(event),
    notice: (text) => {
      if (!said.has(text)) printer.line(`  ! ${safeLine(text)}`);
      said.add(text);
    },
  });
  return { context, printer };
}

/** Nobody watches a pipe, and a terminal without a cursor cannot take a line back. */
function toLive({ columns, env, clock = realClock }: Terminal, { json }: CommonOptions): LiveOptions | undefined {
  if (json === true || columns === undefined || env["TERM"] === "dumb" || env["CI"] !== undefined) return undefined;
  return { columns, elapsed: () => clock.elapsed() };
}

/** Runs a verb that ends with a release's state, prints it, and resolves with the exit code. */
export async function perform(terminal: Terminal, options: CommonOptions, verb: ContextVerb): Promise<number> {
  return await performIn(terminal, options, { verb });
}

/** The same for a verb that only looks: nothing is written in the repository. */
export async function performAside(terminal: Terminal, options: CommonOptions, verb: ContextVerb): Promise<number> {
  return await inTemporaryFolder(async (aside) => await performIn(terminal, options, { verb, aside }));
}

type ContextVerb = (context: Context) => Promise<Result>;

async function performIn(
  terminal: Terminal,
  options: CommonOptions,
  { verb, aside }: { readonly verb: ContextVerb; readonly aside?: string },
): Promise<number> {
  const { context, printer } = await open(terminal, options, aside);
  await requireRepository(context);
  const result = await verb(context);
  if (options.json) terminal.stdout(toJson(toStatusDocument(result)));
  if (result.outputs) writeOutputs(terminal.env, result.outputs);
  summarise(result, printer);
  reportToGitHub(terminal, result);
  return exitCodeOf(failuresOf(result));
}

/** The last lines: how much holds, where the outcome lies, and what to type next. */
function summarise(result: Result, printer: Printer): void {
  const { outcomes, place, next, release, diff, failures = [], commands = [], notes = [] } = result;
  if (diff !== undefined) printer.line(`\n${diff}\n`);
  for (const failure of failures) printer.failure(failure);
  for (const { command, who } of commands) printer.line(`\n  ${command}\n      ${who}`);
  if (notes.length > 0) printer.line();
  for (const note of notes) printer.line(`  ! ${note}`);
  const held = outcomes.filter((outcome) => holds(outcome)).length;
  printer.line();
  if (release) {
    const commit = release.commit?.slice(0, 12) ?? "none yet";
    printer.line(
      `release ${release.tag ?? release.key}   plan ${release.digest.slice(0, 12)}…   commit ${commit}   ${held} of ${outcomes.length} hold`,
    );
  }
  if (place !== undefined) printer.line(`it lies in ${place}`);
  if (next !== undefined) printer.line(`next: ${next}`);
}

/** A document as it is printed. */
export function toJson(document: unknown): string {
  return `${toSafeJson(document)}\n`;
}
