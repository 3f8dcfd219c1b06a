import { publicReleases, type Published, ReleaserError } from "@releaser/core";
import type { Packument } from "@releaser/publishers";
import { publishedPackages } from "@releaser/skew";
import pMap from "p-map";
import type { Context } from "../context.ts";
import { ownRegistries } from "./own-registries.ts";
import type { State } from "./read-state.ts";

/** Pauses before a request that failed is made again, in milliseconds. */
const pauses = [500, 2000];
const atOnce = 15;
const timeout = 30_000;

type Edges = Pick<Context, "clock" | "registry" | "signal">;

/** What registries have said, by the question; undefined where a name was not known. */
export type Answers = Map<string, Published | undefined>;

/**
 * What the registries have of each public package that a release versions; a name that its registry does not know is left out.
 * Of packages that the plan moves the whole packument is read, which also knows what was taken away. Where a registry does not
 * answer after three tries, rejects with `E_NPM_UNAVAILABLE`; with `E_NPM_AUTH` where it wants credentials. What stands in
 * `answers` is not asked again, and what is asked is put there.
 */
export async function readPublished(
  edges: Edges,
  { workspace, plan }: State,
  answers: Answers = new Map(),
): Promise<ReadonlyMap<string, Published>> {
  const registry = edges.registry.withOwn(ownRegistries(workspace));
  const moving = new Set(plan === undefined ? [] : publicReleases(plan).map(({ name }) => name));
  const names = [...new Set(publishedPackages(workspace).map(({ name }) => name))];
  const ask = async (name: string): Promise<readonly (readonly [string, Published])[]> => {
    const options = { short: !moving.has(name), timeout, signal: edges.signal };
    const url = registry.urlOf(name);
    const question = JSON.stringify([url, name, options.short]);
    if (!answers.has(question)) {
      const found = await patiently(edges, () => registry.packument(name, options));
      answers.set(question, found && toPublished(url, found));
    }
    const answer = answers.get(question);
    return answer === undefined ? [] : [[name, answer]];
  };
  const read = await pMap(names, ask, { concurrency: atOnce, signal: edges.signal });
  return new Map(read.flat());
}

async function patiently<Value>({ clock, signal }: Edges, ask: () => Promise<Value>): Promise<Value> {
  for (const pause of pauses) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ReleaserError) || error.failure.code !== "E_NPM_UNAVAILABLE") throw error;
      await clock.sleep(pause, signal);
    }
  }
  return await ask();
}

/** The times of publication also name what was taken away, beside `created` and `modified`. */
function toPublished(registry: string, { versions, time, "dist-tags": tags }: Packument): Published {
  const times = Object.keys(time).filter((key) => key !== "created" && key !== "modified");
  return { registry, latest: tags["latest"], versions: new Set([...Object.keys(versions), ...times]) };
}
