import type { Circumstances } from "./circumstances.ts";
import type { Measured } from "./measure.ts";

/** What was measured of recording. */
export interface Recording extends Circumstances {
  /** `record`, `sha256sum` and `sha512sum` over the same files. */
  readonly measured: readonly Measured[];
  /** Peaks in bytes of recording one file of 10 MB, and one of 1 GB; undefined where the system does not tell. */
  readonly small: number | undefined;
  readonly large: number | undefined;
}

export const recordingHeading = "Recording 1 GB of artifacts";

/** How much longer recording takes than both programs one after the other. Throws where one of them was not timed. */
export function recordingRatio(measured: readonly Measured[]): number {
  const median = (name: string): number => {
    const outcome = measured.find((one) => one.name === name)?.outcome;
    if (outcome === undefined || "trouble" in outcome) throw new Error(`${name} was not timed: ${outcome?.trouble}`);
    return outcome.median;
  };
  return median("record") / (median("sha256sum") + median("sha512sum"));
}

/** The section of `docs/benchmarks.md` about recording, with its heading. */
export function renderRecording({ date, runs, load, cores, measured, small, large }: Recording): string {
  const busy =
    load > cores / 2 ? `; the load when it began was ${load.toFixed(1)}, so take the ratio and no figure` : "";
  return [
    `## ${recordingHeading}`,
    "",
    `\`releaser-checksums record\` reads each file once and hashes it both ways. Here it takes **${recordingRatio(measured).toFixed(2)} times** as long as \`sha256sum\` and then \`sha512sum\` over the same four files of 256 MB, whole processes in turn, one round that is not counted and ${runs} that are, on ${date}${busy}. The bound is 1.3.`,
    "",
    "| program | wall time in ms |",
    "| --- | --: |",
    ...measured.map(toRow),
    "",
    `Memory does not grow with the size of a file: the peak is ${megabytes(small)} for one of 10 MB and ${megabytes(large)} for one of 1 GB. \`npx -y pnpm@12 bench:record\` measures it again; \`--write\` writes this section.`,
    "",
    "",
  ].join("\n");
}

function toRow({ name, outcome }: Measured): string {
  if ("trouble" in outcome) return `| ${name} | not timed |`;
  const { median, least, most } = outcome;
  return `| ${name} | ${[`${whole(median)} (${whole(least)}`, `${whole(most)})`].join("–")} |`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "n/a" : `${whole(bytes / 1_000_000)} MB`;
}
