import { resolve } from "node:path";
import { exitCodeOf } from "@releaser/core";
import { renderDiff } from "@releaser/skew/fix";
import { openExec, openGit, readRoot } from "@releaser/workspace";
import type { Terminal } from "../main.ts";
import { requireRepository } from "../open-context.ts";
import { askChoices, type GivenChoices, toGivenChoices } from "../setup/ask-choices.ts";
import { askConsent, type Consent } from "../setup/ask-consent.ts";
import { bringSetup } from "../setup/bring-setup.ts";
import type { SetupChoices } from "../setup/choices.ts";
import { openQuestions, type Questions } from "../setup/questions.ts";
import { readSetupFacts } from "../setup/read-setup-facts.ts";
import { renderFound, renderSetup } from "../setup/render-setup.ts";
import type { Setup } from "../setup/setup.ts";
import { toSetup } from "../setup/to-setup.ts";
import { withPipeline } from "../setup/with-pipeline.ts";
import { type Result, toStatusDocument } from "../status-document.ts";
import { openPrinter, type Printer } from "../terminal/printer.ts";
import { type CommonOptions, toJson } from "./perform.ts";

/** What flags decide; what they leave open is asked, or is as `toDefaultChoices` says. */
export interface InitOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly install?: boolean;
  readonly page?: SetupChoices["page"];
  readonly access?: SetupChoices["access"];
  readonly config?: SetupChoices["config"];
  /** False with `--no-trust`. */
  readonly trust?: boolean;
  /** False with `--no-workflows`. */
  readonly workflows?: boolean;
}

/**
 * Sets a repository up: shows every file that it would write, and writes all of them or none once somebody agreed. Resolves
 * with the exit code. Throws `E_SETUP_UNFIT`, `E_NOT_A_REPOSITORY`, `E_WORKSPACE_MISSING`, `E_FIX_WRITE`, `E_INSTALL`, and
 * `E_INTERRUPTED` where somebody leaves.
 */
export async function init(terminal: Terminal, options: InitOptions): Promise<number> {
  const color = options.color && terminal.color;
  const printer = openPrinter({ write: options.json ? terminal.stderr : terminal.stdout, color });
  const found = readRoot(resolve(options.cwd ?? terminal.cwd));
  const exec = openExec();
  const edges = { exec, env: terminal.env, git: openGit(found.root, { exec }) };
  await requireRepository({ git: edges.git, root: found.root });
  const facts = await readSetupFacts(found, edges);
  printer.line(`${renderFound(facts)}\n`);
  const questions = await openQuestionsWhere(terminal, { ...options, color });
  const given = toGiven(options);
  const choices = questions ? await askChoices(questions, facts, given) : toGivenChoices(facts, given);
  const setup = await withPipeline(toSetup(facts, choices), { root: found.root, facts, choices });
  for (const line of renderSetup(setup, terminal.columns)) printer.line(line);
  const showDiff = (): void => printer.line(`\n${renderDiff(setup.changes, { color })}`);
  if (options.dryRun === true && setup.changes.length > 0) showDiff();
  const consent = await consentTo(setup, { options, questions, showDiff });
  const result = await bringSetup(setup, { ...edges, ...consent, facts, root: found.root, terminal });
  return finish(result, { terminal, options, printer });
}

/** Undefined where nobody is there to ask, or everything is said. */
async function openQuestionsWhere(terminal: Terminal, options: InitOptions): Promise<Questions | undefined> {
  const isSaid = options.yes === true || options.dryRun === true || options.json === true;
  if (isSaid || terminal.isInteractive !== true) return undefined;
  return await openQuestions({ signal: terminal.signal, color: options.color });
}

function toGiven({ page, access, config, trust, workflows }: InitOptions): GivenChoices {
  return {
    page,
    access,
    config,
    ...(trust === false && { trustKey: false }),
    ...(workflows === false && { workflows }),
  };
}

interface Consenting {
  readonly options: InitOptions;
  readonly questions: Questions | undefined;
  readonly showDiff: () => void;
}

async function consentTo(
  setup: Setup,
  { options, questions, showDiff }: Consenting,
): Promise<Consent & { readonly why: "asked" | "dry run" | "flag" | "nobody" }> {
  const install = options.install === true;
  if (options.dryRun === true) return { write: false, install: false, why: "dry run" };
  if (questions) return { ...(await askConsent(questions, setup, { showDiff, install })), why: "asked" };
  if (options.yes === true) return { write: true, install, why: "flag" };
  return { write: setup.changes.length === 0 && !install, install: false, why: "nobody" };
}

interface Finishing {
  readonly terminal: Terminal;
  readonly options: InitOptions;
  readonly printer: Printer;
}

function finish(result: Result, { terminal, options, printer }: Finishing): number {
  const { outcomes, failures = [], next } = result;
  if (options.json) terminal.stdout(toJson(toStatusDocument(result)));
  printer.line();
  for (const failure of failures) printer.failure(failure);
  const written = outcomes.filter(({ verdict }) => verdict === "applied").length;
  if (written > 0) printer.line(`${written} file${written === 1 ? "" : "s"} written`);
  if (failures.length === 0 && next !== undefined) printer.line(`next: ${next}`);
  return exitCodeOf(failures);
}
