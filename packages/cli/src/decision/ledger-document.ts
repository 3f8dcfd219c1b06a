import {
  allEntries,
  checkCapsules,
  checkLedgers,
  ledgerFiles,
  type LedgerEntry,
  type LedgerProblemKind,
  namedCapsules,
  readCapsuleTitles,
  readLedgers,
} from "@releaser/provenance";

type Level = "error" | "info" | "warning";

/** `decision-ledger.v1`: the ledger and its archive as they are, and what is wrong with them. */
export interface LedgerDocument {
  readonly schema: "decision-ledger.v1";
  /** Whether no problem is an error. */
  readonly ok: boolean;
  readonly nextId: string | null;
  /** The id that was given, or with a dry run would be; null where none was asked for. */
  readonly added: string | null;
  readonly entries: readonly (LedgerEntry & { readonly file: string })[];
  readonly problems: readonly LedgerDocumentProblem[];
}

export interface LedgerDocumentProblem {
  readonly kind: LedgerProblemKind;
  readonly level: Level;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly repair: string;
}

/** Reads the ledger of a repository, its archive and the capsules that they name. Throws `E_LEDGER_UNREADABLE`. */
export function readLedgerDocument(root: string, added: string | null = null): LedgerDocument {
  const ledgers = readLedgers(root);
  const entries = allEntries(ledgers);
  const capsules = checkCapsules(entries, readCapsuleTitles(root, namedCapsules(entries)));
  const problems = [...checkLedgers(ledgers), ...capsules];
  return {
    schema: "decision-ledger.v1",
    ok: problems.every(({ level }) => level !== "error"),
    nextId: ledgers.ledger.nextId ?? null,
    added,
    entries: entries.map(({ place, ...entry }) => ({ ...entry, file: ledgerFiles[place] })),
    problems: problems.map(({ kind, level, place, line, message, repair }) => ({
      kind,
      level,
      file: ledgerFiles[place],
      line,
      message,
      repair,
    })),
  };
}
