import { toCellCode } from "@releaser/core";
import type { Circumstances } from "./circumstances.ts";
import type { Measured } from "./measure.ts";

/** What was measured of planning in one workspace. */
export interface PlannedScene {
  /** `1,000 packages, 100 changesets pending`. */
  readonly title: string;
  /** `releaser` first, then what it is compared with. */
  readonly measured: readonly Measured[];
}

export interface Planning extends Circumstances {
  readonly scenes: readonly PlannedScene[];
}

/** How long `releaser plan` takes in a scene, as a part of what the fastest of the others takes. Throws where it was not timed. */
export function planningRatio({ title, measured }: PlannedScene): number {
  const [own, ...others] = measured.map(({ name, outcome }) => {
    if ("median" in outcome) return outcome.median;
    if (name === "releaser") throw new Error(`${title}: releaser was not timed: ${outcome.trouble}`);
    return undefined;
  });
  const fastest = Math.min(...others.flatMap((median) => median ?? []));
  if (own === undefined || !Number.isFinite(fastest)) throw new Error(`${title}: there is nothing to compare with`);
  return own / fastest;
}

/** The section of `docs/benchmarks.md` about planning, with its heading. */
export function renderPlanning({ date, runs, load, cores, scenes }: Planning): string {
  const busy =
    load > cores / 2 ? `; the load when it began was ${load.toFixed(1)}, so take the ratios and no figure` : "";
  return [
    "## Planning",
    "",
    `\`releaser plan --json\` beside \`changeset status\`, whole processes in turn, one round that is not counted and ${runs} more, on ${date}${busy}. Releaser also judges every rule that needs no network; what it takes is told as a part of what the faster Changesets takes.`,
    "",
    "| workspace | tool | wall time in ms | × changesets |",
    "| --- | --- | --: | --: |",
    ...scenes.flatMap((scene) => rowsOf(scene)),
    "",
    "`npx -y pnpm@12 bench:plan` measures it again, and fails where Releaser takes longer; `--write` writes this section.",
    "",
    "",
  ].join("\n");
}

function rowsOf(scene: PlannedScene): readonly string[] {
  return scene.measured.map(({ name, version, outcome }) => {
    const tool = version === "" ? name : `${name} ${version}`;
    if ("trouble" in outcome) return `| ${scene.title} | ${tool} | ${toCellCode(outcome.trouble)} | |`;
    const [middle, low, high] = [outcome.median, outcome.least, outcome.most].map((time) => Math.round(time));
    const ratio = name === "releaser" ? planningRatio(scene).toFixed(2) : "";
    return `| ${scene.title} | ${tool} | ${middle} (${low}–${high}) | ${ratio} |`;
  });
}
