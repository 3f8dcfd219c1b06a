import { openTempDir, removeDir } from "@releaser/testkit";
import { writeBenchmarks } from "./benchmarks-page.ts";
import { type Circumstances, readCircumstances } from "./circumstances.ts";
import { parseCounts } from "./count-options.ts";
import { withSection } from "./page-section.ts";

/** What a benchmark found: its section of docs/benchmarks.md, and whether it is within its bound. */
export interface Found {
  readonly section: string;
  readonly holds: boolean;
}

/** A folder for a benchmark, which is removed afterwards, and the numbers that it was asked for. */
export interface Bench<Name extends string> {
  readonly place: string;
  readonly circumstances: Circumstances;
  readonly counts: Readonly<Record<Name, number>>;
}

/**
 * Runs a benchmark with the arguments of this process: tells its section, writes it with `--write`, and ends the process with exit 1
 * where it is not within its bound. The numbers are those that it takes unless told.
 */
export async function runBench<Name extends string>(
  usual: Readonly<Record<Name | "runs", number>>,
  measure: (bench: Bench<Name | "runs">) => Promise<Found>,
): Promise<void> {
  const { counts, write } = parseCounts(process.argv.slice(2), usual);
  const place = openTempDir();
  try {
    const { section, holds } = await measure({ place, counts, circumstances: readCircumstances(counts.runs) });
    process.stdout.write(section);
    if (write) await writeBenchmarks((page) => withSection(page, section, "Again"));
    process.exitCode = holds ? 0 : 1;
  } finally {
    removeDir(place);
  }
}
