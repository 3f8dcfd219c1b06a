import type { Commit } from "../workspace.ts";
import createPreset from "conventional-changelog-conventionalcommits";
import { filterRevertedCommitsSync } from "conventional-commits-filter";
import { type CommitBase, CommitParser, type ParserOptions } from "conventional-commits-parser";

export type ConventionalBump = "major" | "minor" | "patch";

/** What one conventional line says. */
export interface ConventionalChange {
  /** The line as written, without a bullet. */
  readonly header: string;
  /** In lower case, as `feat`; undefined where a line says no more than that it breaks something. */
  readonly type: string | undefined;
  readonly subject: string;
  readonly scope: string | undefined;
  /** What stands behind each `BREAKING CHANGE:`, as written; empty where an exclamation mark is all that says so. */
  readonly breaks: readonly string[];
  /** What it asks of a package from 1.0.0 on; undefined where its type asks for no release. */
  readonly bump: ConventionalBump | undefined;
  /** The same below 1.0.0, where a minor may break. */
  readonly zeroBump: ConventionalBump | undefined;
}

export interface ConventionalCommit<Given = Commit> {
  readonly commit: Given;
  /** Of the header first, then of each conventional line of the body, as a squash merge leaves them. Empty where nothing is conventional. */
  readonly changes: readonly ConventionalChange[];
}

/**
 * Commits, newest first, as the `conventionalcommits` preset reads them; a commit that a later one of them reverts is left
 * out together with that one.
 */
export function readConventional<Given extends Pick<Commit, "id" | "message">>(
  commits: readonly Given[],
): readonly ConventionalCommit<Given>[] {
  const told = commits.filter(({ message }) => message.trim() !== "");
  if (told.length === 0) return [];
  const { parser, preset, zeroPreset, withoutReverted } = (library ??= openLibrary());
  const read = told.map((commit) => ({ commit, hash: commit.id, ...readHeader(parser, commit.message) }));
  return [...withoutReverted(read)].map(({ commit, header, revert }) => ({
    commit,
    changes: linesOf(commit.message, header).flatMap((line, index) => {
      const parsed: Parsed = { ...parser.parse(line), ...(index === 0 && { revert }) };
      const bump = toBump(preset.whatBump([parsed]));
      if (parsed.type === undefined && bump === undefined) return [];
      return [{ ...toWords(parsed), bump, zeroBump: toBump(zeroPreset.whatBump([parsed])) }];
    }),
  }));
}

/** A message longer than this tells nothing more, and expressions over it would take their time. */
const longest = 16_384;

/** What the preset's patterns make of a header; absent where it is not conventional. */
type Parsed = Omit<CommitBase, "revert"> & {
  readonly revert?: unknown;
  readonly type?: string | null;
  readonly scope?: string | null;
  readonly subject?: string | null;
};

interface Header {
  readonly header: string;
  readonly revert: Readonly<Record<string, string | null>> | null;
}

function readHeader(parser: CommitParser, message: string): Header {
  const { header, revert } = parser.parse(message.slice(0, longest));
  return { header: header ?? "", revert: revertedHeader(header ?? "") ?? revert };
}

/** The button of GitHub writes no commit's id, and a squash merge puts a number behind the quotation. */
function revertedHeader(header: string): { readonly header: string } | undefined {
  const [, reverted] = /^Revert "(.+)"(?: \(#\d+\))?$/u.exec(header) ?? [];
  return reverted === undefined ? undefined : { header: reverted };
}

const bodyLine =
  /^(?:[*-] +)?((?:build|chore|ci|docs|feat|feature|fix|perf|refactor|revert|style|test)(?:\([^()]*\))?!?: .+)$/u;

/** The message itself, and the conventional lines of its body. A bot that raises a dependency quotes that one's history, which is not ours. */
function linesOf(message: string, header: string): readonly string[] {
  if (/^\w+\(deps[\w-]*\)/u.test(header)) return [header];
  const text = message.slice(0, longest);
  const body = text.trimStart().split(/\r?\n/u).slice(1);
  return [text, ...body.flatMap((line) => bodyLine.exec(line.trimEnd())?.[1] ?? [])];
}

/** The parser repeats the subject as the note of an exclamation mark, which says nothing more. */
function toWords({ header, type, scope, subject, notes }: Parsed): Omit<ConventionalChange, "bump" | "zeroBump"> {
  return {
    header: header ?? "",
    type: type?.toLowerCase(),
    scope: scope ?? undefined,
    subject: subject ?? header ?? "",
    breaks: notes.map(({ text }) => text.trim()).filter((text) => text !== "" && text !== subject?.trim()),
  };
}

function toBump(said: ReturnType<Preset["whatBump"]>): ConventionalBump | undefined {
  return said === null ? undefined : (["major", "minor", "patch"] as const)[said.level];
}

interface Preset {
  readonly parser: ParserOptions;
  readonly whatBump: (commits: readonly Parsed[]) => { readonly level: number } | null;
}

interface Library {
  readonly parser: CommitParser;
  readonly preset: Preset;
  readonly zeroPreset: Preset;
  readonly withoutReverted: typeof filterRevertedCommitsSync;
}

let library: Library | undefined;

function openLibrary(): Library {
  const preset = createPreset() as Preset;
  return {
    parser: new CommitParser(preset.parser),
    preset,
    zeroPreset: createPreset({ preMajor: true }) as Preset,
    withoutReverted: filterRevertedCommitsSync,
  };
}
