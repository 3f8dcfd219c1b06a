import { toCellCode } from "@releaser/core";
import type { Figures, Measured } from "./measure.ts";

/** What was measured in one workspace. */
export interface SceneResult {
  readonly packages: number;
  readonly changesets: number;
  readonly measured: readonly Measured[];
}

export interface Benchmarks {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly machine: Machine;
  readonly runs: number;
  /** Tags of each package. */
  readonly tags: number;
  readonly results: readonly SceneResult[];
}

/** In general terms. */
export interface Machine {
  readonly platform: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  /** Processes that wanted a core when it began, over one minute. */
  readonly load: number;
  readonly node: string;
}

const busy =
  "Other work ran beside it: compare within one table at most, and take no figure for what an idle machine shows.";

/** The page `docs/benchmarks.md`, whole. */
export function renderBenchmarks({ date, machine, runs, tags, results }: Benchmarks): string {
  const { platform, cores, memory, load, node } = machine;
  return [
    "# Benchmarks",
    "",
    `How long \`releaser skew\` takes, and how much memory, beside tools that look at the same workspace. Made by \`pnpm bench --write\` on ${date} with ${versionsOf(results)}, on ${platform} with ${cores} cores, ${gigabytes(memory)} of memory and Node ${node}; the load when it began was ${load.toFixed(1)}.${load > cores / 2 ? ` ${busy}` : ""}`,
    "",
    "## What is measured",
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
    "## Again",
    "",
    "```sh",
    "npx -y pnpm@12 bench                                    # the tables, on standard output",
    "npx -y pnpm@12 bench --sizes 1000 --runs 9",
    "npx -y pnpm@12 bench --only releaser,sherif",
    "npx -y pnpm@12 bench --write                            # this page",
    "```",
    "",
    "It builds and packs Releaser, installs it and writes the workspaces in a temporary folder, which it removes. Memory is told on Linux only.",
    "",
  ].join("\n");
}

/** A table for each workspace, in Markdown. */
export function renderTables(results: readonly SceneResult[]): string {
  return results
    .flatMap(({ packages, changesets, measured }) => [
      `## ${whole(packages)} packages, ${changesets === 0 ? "no" : changesets} changesets pending`,
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
