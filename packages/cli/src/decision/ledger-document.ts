import {
  allEntries,
  checkCapsules,
  checkHeaders,
  checkLedgers,
  type HeaderProblemKind,
  ledgerFiles,
  type LedgerEntry,
  type LedgerProblemKind,
  namedCapsules,
  type PlacedHeader,
  readCapsuleTitles,
  readLedgers,
} from "@releaser/provenance";

type Level = "error" | "info" | "warning";

/** `decision-ledger.v1`: the ledger and its archive as they are, the headers that refer to them, and what is wrong. */
export interface LedgerDocument {
  readonly schema: "decision-ledger.v1";
  /** Whether no problem is an error. */
  readonly ok: boolean;
  readonly nextId: string | null;
  /** The id that was given, or with a dry run would be; null where none was asked for. */
  readonly added: string | null;
  readonly entries: readonly (LedgerEntry & { readonly file: string })[];
  /** The headers of the files that git tracks; null where they were not looked for, or there is no git. */
  readonly headers: readonly HeaderDocument[] | null;
  readonly problems: readonly LedgerDocumentProblem[];
}

/** A header's values as they stand there. */
export interface HeaderDocument {
  readonly file: string;
  readonly producedBy: string | null;
  readonly rulesHash: string | null;
  readonly decisions: readonly string[];
}

export interface LedgerDocumentProblem {
  readonly kind: HeaderProblemKind | LedgerProblemKind;
  readonly level: Level;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly repair: string;
}

export interface LedgerDocumentOptions {
  /** The id that was given. */
  readonly added?: string;
  readonly headers?: readonly PlacedHeader[] | undefined;
}

/** Reads the ledger of a repository, its archive and the capsules that they name. Throws `E_LEDGER_UNREADABLE`. */
export function readLedgerDocument(root: string, { added, headers }: LedgerDocumentOptions = {}): LedgerDocument {
  const ledgers = readLedgers(root);
  const entries = allEntries(ledgers);
  const capsules = checkCapsules(entries, readCapsuleTitles(root, namedCapsules(entries)));
  const own = [...checkLedgers(ledgers), ...capsules].map(({ place, ...problem }) => ({
    ...problem,
    file: ledgerFiles[place],
  }));
  const problems = [...own, ...checkHeaders(headers ?? [], ledgers)];
  return {
    schema: "decision-ledger.v1",
    ok: problems.every(({ level }) => level !== "error"),
    nextId: ledgers.ledger.nextId ?? null,
    added: added ?? null,
    entries: entries.map(({ place, ...entry }) => ({ ...entry, file: ledgerFiles[place] })),
    headers: headers?.map((header) => toHeaderDocument(header)) ?? null,
    problems: problems.map(({ kind, level, file, line, message, repair }) => ({
      kind,
      level,
      file,
      line,
      message,
      repair,
    })),
  };
}

function toHeaderDocument({ file, producedBy, rulesHash, decisions }: PlacedHeader): HeaderDocument {
  return {
    file,
    producedBy: producedBy?.value ?? null,
    rulesHash: rulesHash?.value ?? null,
    decisions: decisions.map(({ value }) => value),
  };
}
