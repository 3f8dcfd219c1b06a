import type { Circumstances } from "./circumstances.ts";
import { type Figures, toFigures } from "./measure.ts";

/** How many requests one package took, by method. */
export type Requests = Readonly<Record<string, number>>;

/** What was measured of publishing the same tarballs in both ways, in turn. */
export interface Publication extends Circumstances {
  readonly packages: number;
  readonly versions: { readonly changesets: string; readonly pnpm: string };
  readonly releaser: PublicationFigures;
  /** The same command, typed once more. */
  readonly again: PublicationFigures;
  readonly changesets: PublicationFigures;
}

export interface PublicationFigures {
  /** Milliseconds, in the order of the rounds. */
  readonly times: readonly number[];
  /** Of the last round. */
  readonly requests: Requests;
}

export const publicationHeading = "Publishing 200 packages";

/** The bounds that are held: how much longer than Changesets, and milliseconds for the command that finds all done. */
export const publicationBounds = { ratio: 1.5, again: 10_000 } as const;

/** How much longer Releaser takes than Changesets, round by round: what else the machine does falls on both of a round. */
export function publicationRatios({ releaser, changesets }: Pick<Publication, "changesets" | "releaser">): Figures {
  return ratiosOf(releaser, changesets);
}

function ratiosOf(one: PublicationFigures, other: PublicationFigures): Figures {
  return toFigures(
    one.times.map((time, round) => time / (other.times[round] ?? NaN)),
    undefined,
  );
}

/** Milliseconds for the command that finds all done. */
export function medianAgain({ again }: Pick<Publication, "again">): number {
  return toFigures(again.times, undefined).median;
}

/** The section of `docs/benchmarks.md` about publishing, with its heading. */
export function renderPublication(publication: Publication): string {
  const { date, packages, runs, load, cores, versions, releaser, again, changesets } = publication;
  const { median, least, most } = publicationRatios(publication);
  const busy =
    load > cores / 2 ? `; the load when it began was ${load.toFixed(1)}, so take the ratio and no figure` : "";
  return [
    `## ${publicationHeading}`,
    "",
    `From signed and pushed tags on, \`releaser publish\` takes **${median.toFixed(2)} times** (${[least.toFixed(2), most.toFixed(2)].join("–")} in the rounds) as long as \`changeset publish\` for the same ${packages} tarballs, and **${seconds(medianAgain(publication))} s**, ${ratiosOf(again, changesets).median.toFixed(2)} times, when it is typed again and all is there. The bounds are ${publicationBounds.ratio} times and ${publicationBounds.again / 1000} s. Whole processes in turn, one round that is not counted and ${runs} that are, on ${date}${busy}.`,
    "",
    "| command | wall time in s | requests |",
    "| --- | --: | --- |",
    toRow("releaser publish", releaser),
    toRow("releaser publish, again", again),
    toRow("changeset publish", changesets),
    "",
    `- Both send to a registry on loopback that is a process of its own and holds ten older versions of each package; it is put back before each run. A package depends on five others at most.`,
    `- \`releaser\` is the packed command, whole: it looks for skew, reads every tarball and compares it with the checksums, compares the release page and its ${packages} files, verifies ${packages + 1} signed tags, asks the registry for each package before it sends it, and again afterwards.`,
    `- \`changeset\` is \`changeset publish --from-pack-dir --no-git-tag\` of Changesets ${versions.changesets}, which starts pnpm ${versions.pnpm} for each package, ten at once, and asks nothing afterwards.`,
    "",
    "`npx -y pnpm@12 bench:publish` measures it again; `--write` writes this section.",
    "",
    "",
  ].join("\n");
}

function toRow(command: string, { times, requests }: PublicationFigures): string {
  const { median, least, most } = toFigures(times, undefined);
  const asked = Object.entries(requests).map(([method, count]) => `${count} ${method}`);
  return `| ${command} | ${seconds(median)} (${[seconds(least), seconds(most)].join("–")}) | ${asked.join(", ")} |`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
