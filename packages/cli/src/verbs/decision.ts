import { safeLine } from "@releaser/core";
import { addDecision as addToLedger, type DecisionDraft, readHeaders } from "@releaser/provenance";
import { openGit } from "@releaser/workspace";
import { type LedgerDocument, readLedgerDocument } from "../decision/ledger-document.ts";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { openRepository, type OpenedRepository } from "../open-repository.ts";
import { type CommonOptions, toJson } from "./perform.ts";
import { openPrinter, type Printer } from "../terminal/printer.ts";

export interface DecisionOptions extends CommonOptions {
  readonly author?: string;
  readonly breakLock?: boolean;
  readonly date?: string;
  readonly decision?: string;
  readonly outputs?: string;
  readonly rationale?: string;
  readonly scope?: string;
  readonly supersedes?: string;
}

/** Adds a decision under the next id. Throws what `addDecision` of provenance throws. */
export async function addDecision(terminal: Terminal, options: DecisionOptions): Promise<number> {
  const repository = await openRepository(options.cwd ?? terminal.cwd);
  const { root, clock } = repository;
  const draft = await toDraft(repository, options);
  const { breakLock = false, dryRun = false } = options;
  const id = await addToLedger({ root, draft, clock, signal: terminal.signal, breakLock, dryRun });
  tell(terminal, { ...options, document: readLedgerDocument(root, { added: id }) }, (printer) => {
    printer.line(`${id}  ${safeLine(draft.decision)}${dryRun ? "  (nothing was written)" : ""}`);
    printer.line(`next: name it in a changeset's last line, "Decision-ID: ${id}"`);
  });
  return 0;
}

/** Each decision on a line. */
export async function listDecisions(terminal: Terminal, options: DecisionOptions): Promise<number> {
  const { root } = await openRepository(options.cwd ?? terminal.cwd);
  const document = readLedgerDocument(root);
  tell(terminal, { ...options, document }, (printer) => {
    for (const { id, date = "", decision = "" } of document.entries) {
      printer.line(`${id}  ${safeLine(date).padEnd(10)}  ${safeLine(decision)}`.trimEnd());
    }
  });
  return 0;
}

/** What is wrong with the ledger, and with the headers that refer to it. Resolves with 3 where an error is. */
export async function checkDecisions(terminal: Terminal, options: DecisionOptions): Promise<number> {
  const { root } = await openRepository(options.cwd ?? terminal.cwd);
  const headers = await readHeaders(openGit(root));
  const document = readLedgerDocument(root, { headers });
  tell(terminal, { ...options, document }, (printer) => {
    for (const { level, file, line, kind, message, repair } of document.problems) {
      printer.line(`${level.padEnd(7)}  ${safeLine(file)}:${line}  ${kind}: ${safeLine(message)}`);
      printer.line(`         → ${safeLine(repair)}`);
    }
    printer.line(summaryOf(document));
  });
  return document.ok ? 0 : 3;
}

function summaryOf({ entries, headers, problems, nextId }: LedgerDocument): string {
  const count = (level: string): number => problems.filter((problem) => problem.level === level).length;
  const weights = ["error", "warning"].filter((level) => count(level) > 0);
  const found = weights.map((level) => counted(count(level), level)).join(", ") || "sound";
  const files = headers === null ? "" : `, ${counted(headers.length, "header")}`;
  return `${counted(entries.length, "decision")}, the next is ${nextId ?? "not stated"}${files}: ${found}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

async function toDraft(repository: OpenedRepository, options: DecisionOptions): Promise<DecisionDraft> {
  const { decision = "", rationale = "", scope = "", outputs = "", supersedes = "none" } = options;
  const author = options.author ?? (await readUserName(repository.root));
  if (author === "") throw failures.E_USAGE({ message: "git knows no user.name here, so --author is needed" });
  const date = options.date ?? repository.clock.now().toISOString().slice(0, 10);
  return { date, author, scope, decision, rationale, outputs, supersedes };
}

async function readUserName(root: string): Promise<string> {
  const { stdout } = await openGit(root).run(["config", "user.name"], { accept: [0, 1, 128] });
  return stdout.trim();
}

type Told = CommonOptions & { readonly document: LedgerDocument };

function tell(terminal: Terminal, { document, json, color }: Told, say: (printer: Printer) => void): void {
  if (json) terminal.stdout(toJson(document));
  else say(openPrinter({ write: terminal.stdout, color: color && terminal.color }));
}
