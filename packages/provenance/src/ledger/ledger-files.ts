import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, sep, isAbsolute } from "node:path";
import { type CapsuleTitles, parseCapsuleTitle } from "./capsules.ts";
import type { LedgerPlace, Ledgers } from "./check-ledgers.ts";
import { failures } from "../failures.ts";
import type { LedgerEntry } from "./ledger-entries.ts";
import { type Ledger, parseLedger } from "./ledger.ts";

/** Where the ledger lies, relative to the repository. */
export const ledgerFile = ".sentinel/DECISIONS.md";
/** The same, and where its archive lies, which is looked at second. */
export const ledgerFiles: Readonly<Record<LedgerPlace, string>> = {
  ledger: ledgerFile,
  archive: ".sentinel/DECISIONS.archive.md",
};

/** One file of text in a repository. */
export interface TextFile {
  /** With every link on the way resolved. */
  readonly path: string;
  readonly text: string;
}

/** The ledger of a repository and its archive as they are read. Throws `E_LEDGER_UNREADABLE`. */
export function readLedgers(root: string): Ledgers & { readonly file: TextFile } {
  const file = readWithin(root, ledgerFile);
  if (file === undefined) throw failures.E_LEDGER_UNREADABLE({ file: ledgerFile, reason: "there is no such file" });
  const archive = readWithin(root, ledgerFiles.archive);
  return { file, ledger: parseLedger(file.text), archive: archive && parseLedger(archive.text) };
}

/** Whichever of the two is there. Throws `E_LEDGER_UNREADABLE` for one that is there and no file of text within the repository. */
export function readKnownDecisions(root: string): readonly Ledger[] {
  return Object.values(ledgerFiles)
    .map((file) => readWithin(root, file))
    .filter((file) => file !== undefined)
    .map(({ text }) => parseLedger(text));
}

/** The entries of some decisions, each once, with the file that has it: the ledger before its archive. Throws `E_LEDGER_UNREADABLE`. */
export function findDecisions(
  root: string,
  ids: ReadonlySet<string>,
): readonly (LedgerEntry & { readonly file: string })[] {
  const found = new Map<string, LedgerEntry & { readonly file: string }>();
  for (const file of Object.values(ledgerFiles)) {
    const text = readWithin(root, file)?.text;
    for (const entry of text === undefined ? [] : parseLedger(text).entries) {
      if (ids.has(entry.id) && !found.has(entry.id)) found.set(entry.id, { ...entry, file });
    }
  }
  return [...found.values()];
}

/** The titles of capsules by their folders' names. What cannot be read is as absent. */
export function readCapsuleTitles(root: string, slugs: ReadonlySet<string>): CapsuleTitles {
  return new Map(
    [...slugs].map((slug) => {
      const file = tryRead(() => readWithin(root, `.specify/specs/${slug}/capsule.md`));
      return [slug, file && parseCapsuleTitle(file.text)];
    }),
  );
}

/** Undefined where nothing is there; throws for what is no file of text within the repository. */
function readWithin(root: string, file: string): TextFile | undefined {
  const path = join(root, file);
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
    const real = realpathSync(path);
    requireOrdinary(root, real);
    return { path: real, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(real)) };
  } catch (error) {
    throw failures.E_LEDGER_UNREADABLE({ file, reason: error instanceof Error ? error.message : String(error) });
  }
}

const largest = 16 * 1024 * 1024;

function requireOrdinary(root: string, real: string): void {
  const from = relative(realpathSync(root), real);
  if (from === ".." || from.startsWith(`..${sep}`) || isAbsolute(from)) {
    throw new Error("it is a link that leads out of the repository");
  }
  const stat = lstatSync(real);
  if (!stat.isFile()) throw new Error("it is no regular file");
  if (stat.size > largest) throw new Error("it is larger than 16 MB");
}

function tryRead(read: () => TextFile | undefined): TextFile | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
