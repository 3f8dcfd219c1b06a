import { exitCodeOf, type Failure } from "@releaser/core";
import { renderDiff } from "@releaser/skew/fix";
import { openExec, openGit, readRoot, type Root } from "@releaser/workspace";
import { resolve } from "node:path";
import { failures } from "../failures.ts";
import { writeFiles } from "../fix/write-files.ts";
import type { Terminal } from "../main.ts";
import { requireRepository } from "../open-context.ts";
import { withPackageManager } from "../release/package-manager-path.ts";
import { type SetupChoices, toDefaultChoices } from "../setup/choices.ts";
import type { SetupFacts } from "../setup/facts.ts";
import { readSetupFacts, type SetupEdges } from "../setup/read-setup-facts.ts";
import { renderFound, renderSetup, toTyped } from "../setup/render-setup.ts";
import { runCommands } from "../setup/run-commands.ts";
import type { Setup } from "../setup/setup.ts";
import { toNext } from "../setup/to-next.ts";
import { toOutcomes } from "../setup/to-outcomes.ts";
import { toSetup } from "../setup/to-setup.ts";
import { type Result, toStatusDocument } from "../status-document.ts";
import { openPrinter, type Printer } from "../terminal/printer.ts";
import { type CommonOptions, toJson } from "./perform.ts";

/** What flags decide; what they leave open is asked, or is as {@link toDefaultChoices} says. */
export interface InitOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly install?: boolean;
  readonly page?: SetupChoices["page"];
  readonly access?: SetupChoices["access"];
  readonly config?: SetupChoices["config"];
  /** False with `--no-trust`. */
  readonly trust?: boolean;
}

/**
 * Sets a repository up: shows every file that it would write, and writes all of them or none once somebody agreed. Resolves
 * with the exit code. Throws `E_SETUP_UNFIT`, `E_NOT_A_REPOSITORY`, `E_WORKSPACE_MISSING`, `E_FIX_WRITE` and `E_INSTALL`.
 */
export async function init(terminal: Terminal, options: InitOptions): Promise<number> {
  const printer = openPrinter({
    write: options.json ? terminal.stderr : terminal.stdout,
    color: options.color && terminal.color,
  });
  const found = readRoot(resolve(options.cwd ?? terminal.cwd));
  const exec = openExec();
  const edges = { exec, env: terminal.env, git: openGit(found.root, { exec }) };
  await requireRepository({ git: edges.git, root: found.root });
  const facts = await readSetupFacts(found, edges);
  const setup = toSetup(facts, toChoices(facts, options));
  show(printer, { facts, setup, columns: terminal.columns });
  if (options.dryRun === true && setup.changes.length > 0) {
    printer.line(`\n${renderDiff(setup.changes, { color: options.color && terminal.color })}`);
  }
  return finish({ terminal, options, printer }, await bring({ terminal, options, found, edges, facts, setup }));
}

function toChoices(facts: SetupFacts, { page, access, config, trust }: InitOptions): SetupChoices {
  const usual = toDefaultChoices(facts);
  return {
    ...usual,
    page: page ?? usual.page,
    access: access ?? usual.access,
    config: config ?? usual.config,
    trustKey: usual.trustKey && trust !== false,
  };
}

interface Showing {
  readonly facts: SetupFacts;
  readonly setup: Setup;
  readonly columns: number | undefined;
}

function show(printer: Printer, { facts, setup, columns }: Showing): void {
  printer.line(renderFound(facts));
  printer.line();
  for (const line of renderSetup(setup, columns)) printer.line(line);
}

interface Bringing {
  readonly terminal: Terminal;
  readonly options: InitOptions;
  readonly found: Root;
  readonly edges: SetupEdges;
  readonly facts: SetupFacts;
  readonly setup: Setup;
}

async function bring({ terminal, options, found, edges, facts, setup }: Bringing): Promise<Result> {
  const { changes, commands, notes } = setup;
  const { packageManager } = facts;
  const result = { verb: "init", notes, commands: toCommandDocuments(setup) };
  const agreed = options.yes === true || (changes.length === 0 && options.install !== true);
  if (options.dryRun === true || !agreed) {
    const refused = failures.E_SETUP_UNCONFIRMED({ files: changes.map(({ file }) => file), asked: false });
    const next = changes.length === 0 ? toNext(setup, { packageManager, installed: false }) : "releaser init --yes";
    return {
      ...result,
      outcomes: toOutcomes(changes, false),
      failures: options.dryRun === true ? [] : [refused.failure],
      next,
    };
  }
  writeFiles(found.root, changes);
  if (options.install === true) {
    const env = withPackageManager(terminal.env, { root: found.root, packageManager });
    await runCommands(commands, { root: found.root, exec: edges.exec, env, signal: terminal.signal });
  }
  const installed = options.install === true;
  return {
    ...result,
    commands: installed ? [] : result.commands,
    outcomes: toOutcomes(changes, true),
    next: toNext(setup, { packageManager, installed }),
  };
}

function toCommandDocuments({ commands }: Setup): NonNullable<Result["commands"]> {
  return commands.map((command) => ({ id: "install:dependencies", command: toTyped(command), who: "you" }));
}

interface Finishing {
  readonly terminal: Terminal;
  readonly options: InitOptions;
  readonly printer: Printer;
}

function finish({ terminal, options, printer }: Finishing, result: Result): number {
  const found: readonly Failure[] = result.failures ?? [];
  if (options.json) terminal.stdout(toJson(toStatusDocument(result)));
  printer.line();
  for (const failure of found) printer.failure(failure);
  const written = result.outcomes.filter(({ verdict }) => verdict === "applied").length;
  if (written > 0) printer.line(`${written} file${written === 1 ? "" : "s"} written`);
  if (found.length === 0 && result.next !== undefined) printer.line(`next: ${result.next}`);
  return exitCodeOf(found);
}
