import { exitCodeOf, type Failure } from "@releaser/core";
import { readWorkspace } from "@releaser/workspace";
import { look, type Looked, toOutcome } from "../doctor/check.ts";
import { renderLooked } from "../doctor/render-looked.ts";
import { toChecks } from "../doctor/to-checks.ts";
import type { Terminal } from "../main.ts";
import { requireRepository } from "../open-context.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import { failuresOf, type Result, toStatusDocument } from "../status-document.ts";
import { reportToGitHub } from "../terminal/github-report.ts";
import type { Printer } from "../terminal/printer.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

/**
 * Looks at everything that a real release needs, here and where it would go, and changes nothing. Resolves with the exit code of
 * what is missing; what could not be told is no failure.
 */
export async function doctor(terminal: Terminal, options: CommonOptions): Promise<number> {
  return await inTemporaryFolder(async (aside) => {
    const { context, printer } = await open(terminal, { ...options, runConfig: true }, aside);
    await requireRepository(context);
    const checks = await toChecks(context, readWorkspace(context.root, workspaceOptions(context)), terminal.env);
    const color = options.color && terminal.color;
    const looked: Looked[] = [];
    // All are begun at once, and told in their order.
    for (const one of checks.map(async (check) => await look(check))) {
      looked.push(await one);
      for (const line of renderLooked(await one, { width: terminal.columns, color })) printer.line(line);
    }
    terminal.signal.throwIfAborted();
    return finish(looked, { terminal, options, printer });
  });
}

interface Finishing {
  readonly terminal: Terminal;
  readonly options: CommonOptions;
  readonly printer: Printer;
}

function finish(looked: readonly Looked[], { terminal, options, printer }: Finishing): number {
  const outcomes = looked.map((one) => toOutcome(one));
  const isSound = looked.every(({ answer }) => answer.is !== "missing");
  const next = isSound ? "releaser rehearse, and for the real one: releaser release --outward" : "releaser doctor";
  const result: Result = { verb: "doctor", outcomes, next };
  const failures: readonly Failure[] = failuresOf(result);
  if (options.json) terminal.stdout(toJson(toStatusDocument(result)));
  printer.line();
  printer.line(toSummary(looked));
  printer.line(`next: ${isSound ? next : `mend what is marked ✗, then ${next}`}`);
  reportToGitHub(terminal, result);
  return exitCodeOf(failures);
}

function toSummary(looked: readonly Looked[]): string {
  const count = (is: Looked["answer"]["is"]): number => looked.filter(({ answer }) => answer.is === is).length;
  return [
    `${count("sound") + count("advised")} of ${looked.length} hold`,
    ...(count("missing") > 0 ? [`${count("missing")} missing`] : []),
    ...(count("unknown") > 0 ? [`${count("unknown")} could not be told`] : []),
    ...(count("advised") > 0 ? [`${count("advised")} could be safer`] : []),
  ].join(", ");
}
