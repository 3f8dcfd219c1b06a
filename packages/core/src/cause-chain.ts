import type { Cause, PlannedRelease } from "./plan.ts";

/** One step back from a release towards the changesets. */
export interface CauseStep {
  readonly release: PlannedRelease;
  readonly cause: Cause;
  /** What the cause leads to; undefined for a changeset, or where the plan does not have it. */
  readonly towards: PlannedRelease | undefined;
}

type Releases = ReadonlyMap<string, PlannedRelease>;

/** The release that a cause leads to; undefined for a changeset. */
export function causeTarget(cause: Cause): string | undefined {
  switch (cause.kind) {
    case "changeset":
      return undefined;
    case "dependency":
    case "peer":
      return cause.of;
    case "fixed":
    case "linked":
      return cause.by;
  }
}

/** From one cause of a release back to a changeset, by the first cause of each release on the way. */
export function causeChain(releases: Releases, name: string, first: Cause): readonly Cause[] {
  const chain: Cause[] = [];
  const passed = new Set([name]);
  let cause: Cause | undefined = first;
  while (cause !== undefined) {
    chain.push(cause);
    const target = causeTarget(cause);
    cause = target === undefined || passed.has(target) ? undefined : releases.get(target)?.causes[0];
    if (target !== undefined) passed.add(target);
  }
  return chain;
}

/** Everything that takes a release along: its own causes, then those of the releases that they lead to, each of them once. */
export function causeSteps(releases: Releases, name: string): readonly CauseStep[] {
  const steps: CauseStep[] = [];
  const names = new Set([name]);
  // A set is gone through in the order in which it grows.
  for (const next of names) {
    const release = releases.get(next);
    for (const cause of release?.causes ?? []) {
      const target = causeTarget(cause);
      if (target !== undefined) names.add(target);
      if (release !== undefined) {
        steps.push({ release, cause, towards: target === undefined ? undefined : releases.get(target) });
      }
    }
  }
  return steps;
}

/** The first causes in a few words each, `depends on core (^1.0.0)`, and how many more there are. Names and ranges are shown by the caller, who knows where they will stand. */
export function describeCauses(
  causes: readonly Cause[],
  { most, show = String }: { readonly most: number; readonly show?: (text: string) => string },
): string {
  const left = causes.length - most;
  const said = causes.slice(0, most).map((cause) => describeCause(cause, show));
  return [...said, ...(left > 0 ? [`${left} more`] : [])].join("; ");
}

function describeCause(cause: Cause, show: (text: string) => string): string {
  switch (cause.kind) {
    case "changeset":
      return `changeset ${show(cause.id)}`;
    case "dependency":
      return `depends on ${show(cause.of)} (${show(cause.range)})`;
    case "peer":
      return `peer of ${show(cause.of)} (${show(cause.range)})`;
    case "fixed":
    case "linked":
      return `${cause.kind} with ${show(cause.by)}`;
  }
}
