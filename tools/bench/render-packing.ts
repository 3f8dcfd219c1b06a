import type { Circumstances } from "./circumstances.ts";
import type { Figures, Measured } from "./measure.ts";

/** What was measured of packing through nx. */
export interface Packing extends Circumstances {
  readonly packages: number;
  /** `together` and `one by one`. */
  readonly measured: readonly Measured[];
}

/** How much of the time packing takes in batches. Throws where one of the two was not timed. */
export function packingRatio(measured: readonly Measured[]): number {
  return figuresOf(measured, "together").median / figuresOf(measured, "one by one").median;
}

/** The section of `docs/benchmarks.md` about packing through nx, with its heading. */
export function renderPacking({ date, runs, load, cores, packages, measured }: Packing): string {
  const busy =
    load > cores / 2 ? `; the load when it began was ${load.toFixed(1)}, so take the ratio and no figure` : "";
  const times = (1 / packingRatio(measured)).toFixed(0);
  return [
    `## Packing ${packages} packages through nx`,
    "",
    `\`nx run-many -t release\` packs what is ready in one process. With a process for each package, \`--batch=false\`, it takes **${times} times** as long. Whole runs of nx in turn, nothing of it cached, one round that is not counted and ${runs} more, on ${date}${busy}.`,
    "",
    "| packages are packed | wall time in s |",
    "| --- | --: |",
    ...["together", "one by one"].map((name) => `| ${name} | ${toText(figuresOf(measured, name))} |`),
    "",
    "The packages have no build, and depend on each other in chains of ten. `npx -y pnpm@12 bench:nx` measures it again; `--write` writes this section.",
    "",
    "",
  ].join("\n");
}

function figuresOf(measured: readonly Measured[], name: string): Figures {
  const outcome = measured.find((one) => one.name === name)?.outcome;
  if (outcome === undefined || "trouble" in outcome) throw new Error(`${name} was not timed: ${outcome?.trouble}`);
  return outcome;
}

function toText({ median, least, most }: Figures): string {
  const [middle, low, high] = [median, least, most].map((time) => (time / 1000).toFixed(1));
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}
