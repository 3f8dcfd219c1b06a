import type { Command } from "../check/run-command.ts";
import type { Ran } from "./entrant.ts";
import type { RegistryProcess } from "./open-registry-process.ts";
import { key } from "./publication-scene.ts";
import type { PublicationWorld } from "./publication-world.ts";
import type { Report } from "./registry-process.ts";
import type { Publication, PublicationFigures, Requests } from "./render-publication.ts";
import { runTimed } from "./run-timed.ts";
import { tell } from "./tell.ts";

export interface MeasurePublicationOptions {
  readonly world: PublicationWorld;
  readonly registry: RegistryProcess;
  readonly releaser: Command;
  readonly changeset: Command;
  readonly packages: number;
  /** Timed rounds, after one that is not counted. */
  readonly runs: number;
}

type Measured = Pick<Publication, "again" | "changesets" | "releaser">;
type Round = Readonly<Record<keyof Measured, { readonly milliseconds: number; readonly requests: Requests }>>;

/**
 * Publishes the same tarballs in both ways, in turn, each from the same world. Throws where one of them does not end well, or where
 * the registry does not hold the same bytes afterwards.
 */
export async function measurePublication(options: MeasurePublicationOptions): Promise<Measured> {
  const rounds: Round[] = [];
  for (let round = 0; round <= options.runs; round += 1) {
    const made = await measureRound(options, round % 2 === 1);
    tell(`${round === 0 ? "warming up" : `round ${round}`}: ${JSON.stringify(made)}`);
    if (round > 0) rounds.push(made);
  }
  const figuresOf = (name: keyof Round): PublicationFigures => ({
    times: rounds.map((round) => round[name].milliseconds),
    requests: rounds.at(-1)?.[name].requests ?? {},
  });
  return { releaser: figuresOf("releaser"), again: figuresOf("again"), changesets: figuresOf("changesets") };
}

async function measureRound(options: MeasurePublicationOptions, oursFirst: boolean): Promise<Round> {
  const ours = oursFirst ? await publishOurs(options) : undefined;
  const theirs = await publishTheirs(options);
  const { first, again } = ours ?? (await publishOurs(options));
  const { published } = first.report;
  const same = Object.keys(published).length === options.packages && isSame(published, theirs.report.published);
  if (!same) throw new Error("what was published differs, or is not all");
  return {
    releaser: { milliseconds: first.milliseconds, requests: first.report.requests },
    again: {
      milliseconds: again.milliseconds,
      requests: lessThan(again.report.requests, first.report.requests),
    },
    changesets: { milliseconds: theirs.milliseconds, requests: theirs.report.requests },
  };
}

interface Published {
  readonly milliseconds: number;
  readonly report: Report;
}

async function publishOurs(
  options: MeasurePublicationOptions,
): Promise<{ readonly first: Published; readonly again: Published }> {
  const command = [...options.releaser, "publish", key, "--outward"] as const;
  await options.world.reset();
  return { first: await publish(options, command), again: await publish(options, command) };
}

async function publishTheirs(options: MeasurePublicationOptions): Promise<Published> {
  const { world, changeset } = options;
  await world.reset();
  return await publish(options, [...changeset, "publish", "--from-pack-dir", world.packDir, "--no-git-tag"]);
}

async function publish({ world, registry }: MeasurePublicationOptions, command: Command): Promise<Published> {
  const ran: Ran = runTimed(command, world.repo, { env: world.env });
  if (ran.code !== 0) throw new Error(`${command.join(" ")} ended with ${ran.code}:\n${ran.said.slice(-2000)}`);
  return { milliseconds: Math.round(ran.milliseconds), report: await registry.report() };
}

function isSame(one: Report["published"], other: Report["published"]): boolean {
  return linesOf(one) === linesOf(other);
}

function linesOf(published: Report["published"]): string {
  return Object.entries(published)
    .map((pair) => pair.join(" "))
    .toSorted()
    .join("\n");
}

function lessThan(all: Requests, before: Requests): Requests {
  const entries = Object.entries(all).map(([method, count]) => [method, count - (before[method] ?? 0)] as const);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}
