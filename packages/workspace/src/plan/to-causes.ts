import type { Bump, Cause } from "@releaser/core";
import { bumpSize } from "./bump-size.ts";
import { type CauseInput, looseStepsOf, type Step, stepsOf } from "./cause-steps.ts";
import type { EngineChangeset, EngineRelease } from "./engine-types.ts";

/**
 * Why each moving release moves: the changesets that name it, and for the rest, or where it moves further than they ask,
 * the dependencies, peers and groups that took it along. Each step leads to a release that is nearer to a changeset, so
 * every chain ends in one. Only a package that merely leaves its prerelease behind has none.
 */
export function toCauses(input: CauseInput): ReadonlyMap<string, readonly Cause[]> {
  const moving = input.plan.releases.filter(({ type }) => type !== "none");
  const asked = new Map(moving.map((release) => [release.name, askedOf(release, input.plan.changesets)]));
  const { steps, near } = grounded(moving, { asked, input });
  const nearer = (name: string, than: string): boolean => compareNear(near.get(name), near.get(than)) < 0;
  return new Map(
    moving.map(({ name, type }) => {
      const own = asked.get(name) ?? [];
      const explained = own.some((one) => one.bump === type);
      const taken = explained
        ? []
        : nearestOfGroups(
            (steps.get(name) ?? []).filter(({ to }) => nearer(to, name)),
            near,
          );
      return [name, [...own.map(({ id }): Cause => ({ kind: "changeset", id })), ...taken.map(({ cause }) => cause)]];
    }),
  );
}

interface Asked {
  readonly id: string;
  readonly bump: Bump;
}

function askedOf(release: EngineRelease, changesets: readonly EngineChangeset[]): readonly Asked[] {
  return changesets.flatMap(({ id, releases }) => {
    const bump = releases.find(({ name }) => name === release.name)?.type ?? "none";
    return bump === "none" ? [] : [{ id, bump }];
  });
}

/** Of a group's members that could have taken a release along, the one nearest to a changeset speaks for all. */
function nearestOfGroups(steps: readonly Step[], near: ReadonlyMap<string, Near>): readonly Step[] {
  const first = (kind: Cause["kind"]): readonly Step[] =>
    steps
      .filter(({ cause }) => cause.kind === kind)
      .toSorted((a, b) => compareNear(near.get(a.to), near.get(b.to)))
      .slice(0, 1);
  return [
    ...steps.filter(({ cause }) => cause.kind !== "fixed" && cause.kind !== "linked"),
    ...first("fixed"),
    ...first("linked"),
  ];
}

interface Near {
  /** Steps to a changeset. */
  readonly steps: number;
  /** The larger the bump that its changesets ask for, the nearer. */
  readonly size: number;
  readonly index: number;
}

interface Known {
  readonly asked: ReadonlyMap<string, readonly Asked[]>;
  readonly steps: ReadonlyMap<string, readonly Step[]>;
}

interface Grounded {
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly near: ReadonlyMap<string, Near>;
}

/** Who has no way to a changeset by what the plan shows goes by its dependencies at large: one after another, as few as need it. */
function grounded(
  moving: readonly EngineRelease[],
  { asked, input }: Pick<Known, "asked"> & { readonly input: CauseInput },
): Grounded {
  const steps = new Map(moving.map((release) => [release.name, stepsOf(release, { input, moving })]));
  const loose = new Map(moving.map((release) => [release.name, looseStepsOf(release, { input, moving })]));
  for (;;) {
    const near = nearness(moving, { asked, steps });
    const next = moving.find(({ name }) => !near.has(name) && loose.get(name)?.some(({ to }) => near.has(to)));
    if (next === undefined) return { steps, near };
    steps.set(next.name, [...(steps.get(next.name) ?? []), ...(loose.get(next.name) ?? [])]);
  }
}

function nearness(moving: readonly EngineRelease[], { asked, steps }: Known): ReadonlyMap<string, Near> {
  const near = new Map<string, Near>();
  const size = (name: string): number => Math.max(0, ...(asked.get(name) ?? []).map(({ bump }) => bumpSize[bump]));
  let round = moving.filter(({ name }) => (asked.get(name) ?? []).length > 0);
  for (let count = 0; round.length > 0; count += 1) {
    for (const { name } of round) near.set(name, { steps: count, size: size(name), index: near.size });
    round = moving.filter(({ name }) => !near.has(name) && (steps.get(name) ?? []).some(({ to }) => near.has(to)));
  }
  return near;
}

function compareNear(a: Near | undefined, b: Near | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a.steps - b.steps || b.size - a.size || a.index - b.index;
}
