import { holds, type Outcome, reconcile, ReleaserError, type Resource } from "@releaser/core";
import { bannerResource, deprecationResource, distTagBackResource, latestBackResource } from "@releaser/publishers";
import { failures } from "../failures.ts";
import { refuseRollback } from "../release/refuse-outward.ts";
import type { Train } from "../release/train.ts";
import { withTrain } from "../release/with-train.ts";
import { causesCommand, commandsOf, notUndone, type RollbackCommand } from "../rollback/commands.ts";
import { predecessorPage } from "../rollback/predecessor.ts";
import { recordsResource } from "../rollback/records-resource.ts";
import { renderBanner } from "../rollback/render-banner.ts";
import { rollbackTagResource } from "../rollback/rollback-tag.ts";
import { readWayBack, type WayBack } from "../rollback/way-back.ts";
import type { Result } from "../status-document.ts";
import type { Verb } from "./verb.ts";

export interface RollbackOptions {
  readonly key?: string | undefined;
  readonly execute: boolean;
  readonly reason?: string | undefined;
}

/**
 * The way back from a release: printed, or with `execute` carried out as far as the credentials reach. Versions, tags and what the
 * changelog says of them stay; each fact is observed before and after, so it is safe to repeat.
 */
export const rollback: Verb<RollbackOptions> = async (context, { key, execute, reason }) => {
  if (key === undefined) throw failures.E_USAGE({ message: "rollback needs the release's key, for example 1.4.0" });
  return await withTrain(context, key, async (train) => {
    if (execute) await refuseRollback(train);
    const way = await readWayBack(train, reason);
    const commands = await commandsOf(train, way);
    const outcomes = await reconcile(resourcesOf(train, way, commands), {
      mode: execute ? "apply" : "observe",
      clock: context.clock,
      report: context.report,
      signal: context.signal,
    });
    return await toResult(train, { way, outcomes, execute });
  });
};

function resourcesOf(train: Train, way: WayBack, commands: readonly RollbackCommand[]): readonly Resource[] {
  const { page, release } = train;
  const { find, registry } = way;
  const npm = way.packages.flatMap(({ release: { name, to: version }, tags, message }) => {
    const moves = tags.map((back) => distTagBackResource(registry, back));
    // A deprecation sends the whole packument, with the dist-tags that it was read with.
    return [
      ...moves,
      { ...deprecationResource({ registry, name, version, message }), after: moves.map(({ id }) => id) },
    ];
  });
  const most: readonly Resource[] = [
    ...npm.map((one) => byPerson(one, commands)),
    bannerResource({ page, find, tag: release.tag, banner: renderBanner(train, way) }),
    latestBackResource({ page, find, tag: release.tag, predecessor: async () => await predecessorPage(train) }),
    recordsResource(train, way),
  ];
  return [...most, rollbackTagResource(train, { way, after: most.map(({ id }) => id) })];
}

const personal = new Set(["E_NPM_AUTH", "E_NPM_OTP"]);

/** What a registry lets nobody do without a second factor is told with the command for whoever has one. */
function byPerson(resource: Resource, commands: readonly RollbackCommand[]): Resource {
  return {
    ...resource,
    apply: async (seen) => {
      await resource.apply(seen).catch((error: unknown) => {
        const command = commands.find(({ id }) => id === resource.id)?.command;
        const isPersonal = error instanceof ReleaserError && personal.has(error.failure.code);
        if (!isPersonal || command === undefined) throw error;
        throw failures.E_SECOND_FACTOR({ id: resource.id, why: error.failure.what, command }, { cause: error });
      });
    },
  };
}

interface Done {
  readonly way: WayBack;
  readonly outcomes: readonly Outcome[];
  readonly execute: boolean;
}

async function toResult(train: Train, { way, outcomes, execute }: Done): Promise<Result> {
  const { key, tag, plan, commit } = train.release;
  const release = { key, tag, digest: plan.digest, commit };
  const open = new Set(outcomes.filter((one) => !holds(one)).map(({ id }) => id));
  const done = open.size === 0;
  const left = done ? [] : (await commandsOf(train, way)).filter(({ id }) => open.has(id));
  const causes = causesCommand(train);
  const next = done
    ? "mend or revert what did it, then merge the next version: its changeset is there already"
    : execute
      ? `releaser rollback ${key} --execute (safe to repeat)`
      : `releaser rollback ${key} --execute (prints only, unless told)`;
  return {
    verb: "rollback",
    release,
    outcomes,
    ...(done
      ? {}
      : {
          commands: left,
          notes: [...notUndone(way), ...(causes === undefined ? [] : [`what it was made of: ${causes}`])],
        }),
    next,
  };
}
