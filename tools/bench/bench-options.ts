import { parseArgs } from "node:util";
import { toCount } from "./count-options.ts";
import { type EntrantName, entrantNames } from "./entrant.ts";

/** What a run of the benchmark is asked for. */
export interface BenchOptions {
  /** Packages of the workspaces, one after the other. */
  readonly sizes: readonly number[];
  /** Timed runs of each tool, after one that is not counted. */
  readonly runs: number;
  readonly only: readonly EntrantName[];
  /** Whether the page is written. */
  readonly write: boolean;
}

const fewestRuns = 5;

/** The arguments of `pnpm bench`. Throws with a line for people where they are none. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: "string", default: "100,1000,5000" },
      runs: { type: "string", default: "7" },
      only: { type: "string", default: entrantNames.join(",") },
      write: { type: "boolean", default: false },
    },
  });
  const runs = toCount(values.runs, "--runs");
  const only = values.only.split(",").map((name) => toEntrantName(name.trim()));
  if (values.write && (runs < fewestRuns || new Set(only).size < entrantNames.length)) {
    throw new Error(`--write takes all tools and at least ${fewestRuns} runs`);
  }
  return { sizes: values.sizes.split(",").map((size) => toCount(size, "--sizes")), runs, only, write: values.write };
}

function toEntrantName(text: string): EntrantName {
  const name = entrantNames.find((known) => known === text);
  if (name === undefined) throw new Error(`--only knows ${entrantNames.join(", ")}, not "${text}"`);
  return name;
}
