import { type Failure, type Observation, type Resource, safeLine } from "@releaser/core";
import { failures } from "../failures.ts";
import { parseFailure, type Thrower, toForeignError } from "./foreign-failure.ts";
import { parseObservation } from "./parse-observation.ts";

export interface GuardOptions {
  readonly publisher: string;
  /** Whether this run may change anything outside. */
  readonly outward: boolean;
  /** Ids that come before everything of the publisher. */
  readonly after: readonly string[];
}

/**
 * A plug-in's resource as the engine may trust it: it throws failures alone, it observes in known shapes, and a run that only
 * looks never applies it.
 */
export function guardResource(resource: Resource, { publisher, outward, after }: GuardOptions): Resource {
  const { id, title, stage, settle } = resource;
  const thrower: Thrower = { publisher, id, classify: resource.classify?.bind(resource) };
  return {
    id,
    stage,
    title: safeLine(title),
    after: [...after, ...(resource.after ?? [])],
    ...(typeof settle === "number" && { settle }),
    preflight: async () => await guarded(thrower, async () => await preflight(resource, thrower)),
    observe: async () => await guarded(thrower, async () => await look(resource, thrower)),
    apply: async (seen) => {
      if (!outward) throw failures.E_PUBLISHER_FAILED({ publisher, id, why: "this run only looks" });
      await guarded(thrower, async () => await resource.apply(seen));
    },
    describe: (seen) => describe(resource, seen),
  };
}

async function guarded<T>(thrower: Thrower, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toForeignError(error, thrower);
  }
}

async function look(resource: Resource, { publisher, id }: Thrower): Promise<Observation> {
  const observation = parseObservation(await resource.observe());
  if (observation) return observation;
  throw failures.E_PUBLISHER_FAILED({ publisher, id, why: "observe() gave no observation" });
}

/** What it throws is what it found too, after it was tried again where it passes: the engine's preflight does both. */
async function preflight(resource: Resource, thrower: Thrower): Promise<readonly Failure[]> {
  const found: unknown = (await resource.preflight?.()) ?? [];
  return toList(found).map((one) => parseFailure(one) ?? nameless(thrower));
}

function toList(found: unknown): readonly unknown[] {
  return Array.isArray(found) ? found : [found];
}

function nameless({ publisher, id }: Thrower): Failure {
  return failures.E_PUBLISHER_FAILED({ publisher, id, why: "preflight() found something that is no failure" }).failure;
}

function describe(resource: Resource, seen: unknown): string {
  try {
    const words: unknown = resource.describe?.(seen);
    return typeof words === "string" ? safeLine(words) : "";
  } catch {
    return "";
  }
}
