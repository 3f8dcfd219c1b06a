import { toCellCode } from "@releaser/core";
import type { Circumstances } from "./circumstances.ts";
import type { Figures, Measured } from "./measure.ts";

/** What was measured in one workspace. */
export interface SceneResult {
  readonly packages: number;
  readonly changesets: number;
  readonly measured: readonly Measured[];
}

/** What was measured of looking for skew. */
export interface Looking extends Circumstances {
  readonly machine: Machine;
  /** Tags of each package. */
  readonly tags: number;
  readonly results: readonly SceneResult[];
}

/** In general terms. */
export interface Machine {
  readonly platform: string;
  /** Bytes. */
  readonly memory: number;
  readonly node: string;
}

const busy =
  "Other work ran beside it: compare within one table at most, and take no figure for what an idle machine shows.";

/** The section of `docs/benchmarks.md` about looking for skew, with its heading. */
export function renderLooking({ date, runs, load, cores, machine, tags, results }: Looking): string {
  const { platform, memory, node } = machine;
  return [
    "## Looking for skew",
    "",
    `How long \`releaser skew\` takes, and how much memory, beside tools that look at the same workspace: on ${date} with ${versionsOf(results)}, on ${platform} with ${cores} cores, ${gigabytes(memory)} of memory and Node ${node}; the load when it began was ${load.toFixed(1)}.${load > cores / 2 ? ` ${busy}` : ""}`,
    "",
    `Whole processes, from start to end, each started with the same Node. In each workspace the tools take turns: one round that is not counted, then ${runs} rounds. A table shows the median, the least and the most; \`× sherif\` compares medians. Memory is the peak of a further run of the process and its children, each with its own peak, which counts pages that they share more than once.`,
    "",
    "- `releaser` is `releaser skew` with every rule that needs no network, from the packed packages as npm installs them.",
    "- `sherif` runs by its npm launcher, `syncpack` as `syncpack lint`, `manypkg` as `manypkg check`.",
    "- `changesets` is `changeset status`: it computes the plan, which Releaser does too where changesets are pending.",
    "- `floor` is a program of Node that reads and parses every manifest, and does nothing else.",
    "",
    "They do not look at the same things: sherif, syncpack and manypkg read manifests; Releaser reads lockfile, changelogs, tags and `.changeset` as well. A tool that ends with another code than 0, or does not say of a workspace without a fault that it has none, is named with what it said and has no figures.",
    "",
    `The workspaces are synthetic and always the same: a git repository for pnpm, fifteen dependencies a package of which five are internal, a lockfile, a changelog and ${tags} tags for each package. Where changesets are pending, each came in a commit of its own on a branch.`,
    "",
    renderTables(results),
    "`npx -y pnpm@12 bench` measures it again, `--sizes 1000 --runs 9` and `--only releaser,sherif` a part of it; `--write` writes this section. Memory is told on Linux only.",
    "",
    "",
  ].join("\n");
}

/** A table for each workspace, in Markdown. */
export function renderTables(results: readonly SceneResult[]): string {
  return results
    .flatMap(({ packages, changesets, measured }) => [
      `### ${whole(packages)} packages, ${changesets === 0 ? "no" : changesets} changesets pending`,
      "",
      "| tool | wall time in ms | memory | × sherif |",
      "| --- | --: | --: | --: |",
      ...measured.map((one) => row(one, medianOf("sherif", measured))),
      "",
    ])
    .join("\n");
}

function row({ name, outcome }: Measured, sherif: number | undefined): string {
  if ("trouble" in outcome) return `| ${name} | not timed: ${toCellCode(outcome.trouble)} | | |`;
  const { median, least, most, memory } = outcome;
  const ratio = sherif === undefined ? "n/a" : (median / sherif).toFixed(1);
  const megabytes = memory === undefined ? "n/a" : `${whole(memory / 1_000_000)} MB`;
  return `| ${name} | ${whole(median)} (${whole(least)}–${whole(most)}) | ${megabytes} | ${ratio} |`;
}

function medianOf(name: string, measured: readonly Measured[]): number | undefined {
  const outcome = measured.find((one) => one.name === name)?.outcome;
  return outcome !== undefined && isFigures(outcome) ? outcome.median : undefined;
}

function isFigures(outcome: Measured["outcome"]): outcome is Figures {
  return !("trouble" in outcome);
}

function versionsOf(results: readonly SceneResult[]): string {
  const versions = new Set(
    results.flatMap(({ measured }) =>
      measured.filter(({ version }) => version !== "").map(({ name, version }) => `${name.split(" ")[0]} ${version}`),
    ),
  );
  return [...versions].join(", ");
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000_000)} GB`;
}
