import { toFigures } from "./measure.ts";

/** Milliseconds of one round. */
export interface WordsRound {
  /** `changeset version`, the whole process, with Changesets' own changelog module. */
  readonly changesets: number;
  /** The lines of package changelogs, from our module. */
  readonly lines: number;
  /** Notes, aggregated changelog and the other files of a release, history read and files written. */
  readonly words: number;
}

/** The table, with what our words take beyond Changesets' own time, at the worst of the rounds too. */
export function renderWords(
  rounds: readonly WordsRound[],
  { packages, changesets }: { readonly packages: number; readonly changesets: number },
): string {
  const row = (title: string, of: (round: WordsRound) => number): string => {
    const { median, least, most } = toFigures(rounds.map(of), undefined);
    return `| ${title} | ${[median, least, most].map(Math.round).join(" | ")} |`;
  };
  const beyond = (round: WordsRound): number => round.lines + round.words;
  const share = toFigures(
    rounds.map((round) => beyond(round) / round.changesets),
    undefined,
  ).median;
  return [
    `${changesets} changesets over ${packages} packages, ${rounds.length} rounds, in milliseconds`,
    "",
    "| | median | least | most |",
    "| --- | --: | --: | --: |",
    row("`changeset version` with its own changelog module", ({ changesets: own }) => own),
    row("lines of package changelogs, from our module", ({ lines }) => lines),
    row("notes, aggregated changelog, plan", ({ words }) => words),
    row("our words together", beyond),
    "",
    `They take ${share.toFixed(2)} times as long as Changesets itself.`,
    "",
  ].join("\n");
}
