import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { appendEntry, checkDraft, type DecisionDraft } from "./append-entry.ts";
import { allEntries } from "./check-ledgers.ts";
import { failures } from "../failures.ts";
import { ledgerFiles, readLedgers, type TextFile } from "./ledger-files.ts";
import { type LockOptions, withLock } from "./ledger-lock.ts";

export interface AddDecisionOptions extends LockOptions {
  /** The repository, absolute. */
  readonly root: string;
  readonly draft: DecisionDraft;
  /** True where only the id that it would get is asked for. */
  readonly dryRun?: boolean;
}

/**
 * Adds a decision to the ledger under the next id, and gives that id. The file is replaced in one step and keeps its mode, under a
 * lock. Throws `E_DECISION_INVALID` and `E_LEDGER_*`; the ledger is then as it was.
 */
export async function addDecision({ root, draft, dryRun = false, ...lock }: AddDecisionOptions): Promise<string> {
  if (dryRun) return toNext(root, draft).id;
  return await withLock(readLedgers(root).file.path, lock, () => {
    const { id, file, text } = toNext(root, draft);
    replace(file, text);
    return id;
  });
}

function toNext(root: string, draft: DecisionDraft): { id: string; file: TextFile; text: string } {
  const { file, ...ledgers } = readLedgers(root);
  const wrong = checkDraft(draft, allEntries(ledgers));
  if (wrong.length > 0) throw failures.E_DECISION_INVALID({ problems: wrong });
  const appended = appendEntry(file.text, draft, ledgers.archive);
  if ("id" in appended) return { file, ...appended };
  const problems = appended.problems.map(
    ({ place, line, message, repair }) => `${ledgerFiles[place]}:${line}: ${message}; ${repair}`,
  );
  throw failures.E_LEDGER_INVALID({ problems });
}

function replace({ path, text: before }: TextFile, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.releaser`);
  try {
    writeDurably(draft, text, statSync(path).mode & 0o7777);
    // An editor knows nothing of the lock.
    if (readFileSync(path, "utf8") !== before) throw new Error("it changed meanwhile");
    renameSync(draft, path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw failures.E_LEDGER_WRITE({ file: basename(path), reason }, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDurably(path: string, text: string, mode: number): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, mode);
}
