import { CommanderError } from "commander";
import { type Clock, exitCodeOf, type Failure, toSafeJson } from "@releaser/core";
import { commandLine } from "./command-line.ts";
import { decisionDefinitions } from "./definitions/decision-definitions.ts";
import { failures } from "./failures.ts";
import { toStatusDocument } from "./status-document.ts";
import { openPrinter } from "./terminal/printer.ts";
import { setupDefinitions } from "./definitions/setup-definitions.ts";
import { reportToGitHub } from "./terminal/github-report.ts";
import { toLastFailure } from "./terminal/last-failure.ts";
import { verbDefinitions } from "./definitions/verb-definitions.ts";
import { wordsDefinitions } from "./definitions/words-definitions.ts";

/** The edges of the command line. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly color: boolean;
  /** How wide the terminal is; undefined where there is none. */
  readonly columns?: number | undefined;
  /** Whether a person is there who can be asked; false unless told. */
  readonly isInteractive?: boolean;
  readonly signal: AbortSignal;
  /** The machine's own time unless told. */
  readonly clock?: Clock | undefined;
}

/** Runs one command line. Resolves with the exit code; never rejects. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await commandLine(terminal, args);
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, args, terminal);
    return fail(toLastFailure(error, terminal.signal), args, terminal);
  }
}

/** Commander has told the user already, but for JSON, whose one document must come whatever happens. */
function usage(error: CommanderError, args: readonly string[], terminal: Terminal): number {
  if (error.exitCode === 0) return 0;
  const message = error.code === "commander.help" ? toHelpless(args) : error.message.replace(/^error: /u, "");
  const { failure } = failures.E_USAGE({ message });
  return fail(failure, args, terminal);
}

/** Why there is no help for what was typed. */
function toHelpless(args: readonly string[]): string {
  const { name, verbs } = decisionDefinitions;
  return args[0] === name
    ? `${name} needs one of ${verbs.map((verb) => verb.name).join(", ")}`
    : `there is no verb ${args.find((arg) => arg !== "help") ?? "of that name"}`;
}

function fail(failure: Failure, args: readonly string[], terminal: Terminal): number {
  const result = { verb: toVerb(args), outcomes: [], failures: [failure] };
  if (wantsJson(args)) terminal.stdout(`${toSafeJson(toStatusDocument(result))}\n`);
  openPrinter({ write: terminal.stderr, color: terminal.color && !args.includes("--no-color") }).failure(failure);
  reportToGitHub(terminal, result);
  return exitCodeOf([failure]);
}

/** The verb that was typed. Words of a decision may be names of verbs too, so what comes first counts first. */
function toVerb(args: readonly string[]): string {
  if (args[0] === decisionDefinitions.name) return decisionDefinitions.name;
  return (
    [...verbDefinitions, ...wordsDefinitions, ...setupDefinitions].find(({ name }) => args.includes(name))?.name ??
    "releaser"
  );
}

function wantsJson(args: readonly string[]): boolean {
  const format = args[args.indexOf("--format") + 1];
  return args.includes("--json") || args.includes("--format=json") || (args.includes("--format") && format === "json");
}
