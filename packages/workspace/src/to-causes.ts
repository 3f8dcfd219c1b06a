import type { Bump, Cause } from "@releaser/core";
import satisfies from "semver/functions/satisfies.js";
import type {
  EngineChangeset,
  EngineConfig,
  EngineManifest,
  EnginePlan,
  EngineRelease,
  EngineWorkspace,
} from "./engine.ts";
import { bumpSize } from "./plan-tree.ts";

export interface CauseInput {
  readonly plan: EnginePlan;
  readonly planned: EngineWorkspace;
  readonly config: Pick<EngineConfig, "___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH" | "fixed" | "linked">;
  /** Of the planner: for version 2 a minor bump takes peers along although their range admits it. */
  readonly major: number;
  readonly raised?: { readonly name: string; readonly by: string } | undefined;
}

/** A step back from one release towards the changesets, with the release that it leads to. */
interface Step {
  readonly to: string;
  readonly cause: Cause;
}

const fields = ["dependencies", "optionalDependencies", "peerDependencies"] as const;

/**
 * Why each moving release moves: the changesets that name it, and for the rest, or where it moves further than they ask,
 * the dependencies, peers and groups that took it along. Each step leads to a release that is nearer to a changeset, so
 * every chain ends in one. Only a package that merely leaves its prerelease behind has none.
 */
export function toCauses(input: CauseInput): ReadonlyMap<string, readonly Cause[]> {
  const moving = input.plan.releases.filter(({ type }) => type !== "none");
  const asked = new Map(moving.map((release) => [release.name, askedOf(release, input.plan.changesets)]));
  const steps = new Map(moving.map((release) => [release.name, stepsOf(release, { input, moving })]));
  const near = nearness(moving, { asked, steps });
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

interface Stepping {
  readonly input: CauseInput;
  readonly moving: readonly EngineRelease[];
}

function stepsOf(release: EngineRelease, { input, moving }: Stepping): readonly Step[] {
  const manifest = input.planned.packages.findLast(({ packageJson }) => packageJson.name === release.name)?.packageJson;
  const others = moving.filter(({ name }) => name !== release.name);
  const through = (takes: Takes): readonly Step[] =>
    manifest === undefined ? [] : others.flatMap((other) => dependencySteps(manifest, other, takes));
  const stated = through(takesOf(input));
  // Who leaves pre mode without being named or pushed still has what it depends on to thank.
  const leaving = input.plan.preState?.mode === "exit" && stated.length === 0;
  return [
    ...(leaving ? through(() => true) : stated),
    ...groupSteps("fixed", release, { input, moving: others }),
    ...groupSteps("linked", release, { input, moving: others }),
    ...(input.raised?.name === release.name ? [raisedStep(input.raised)] : []),
  ];
}

function groupSteps(kind: "fixed" | "linked", release: EngineRelease, { input, moving }: Stepping): readonly Step[] {
  return input.config[kind]
    .filter((group) => group.includes(release.name))
    .flatMap((group) => {
      const mates = moving.filter(({ name, type }) => group.includes(name) && type === release.type);
      return mates.map(({ name }) => ({ to: name, cause: { kind, group, by: name } }));
    });
}

/** The owner of the train moves as the largest mover does, like a fixed group of the two. */
function raisedStep({ name, by }: { readonly name: string; readonly by: string }): Step {
  return { to: by, cause: { kind: "fixed", group: [name, by], by } };
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

/** Whether a release takes along what depends on it by a range in a field. */
type Takes = (range: string, other: EngineRelease, field: (typeof fields)[number]) => boolean;

function takesOf({ config, major }: CauseInput): Takes {
  const options = config.___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH;
  const always = options.updateInternalDependents === "always";
  const pushesPeers = major === 2 && !options.onlyUpdatePeerDependentsWhenOutOfRange;
  return (range, other, field) =>
    always ||
    !admits(range, other) ||
    (pushesPeers && field === "peerDependencies" && bumpSize[other.type] > bumpSize.patch);
}

function dependencySteps(manifest: EngineManifest, other: EngineRelease, takes: Takes): readonly Step[] {
  return fields.flatMap((field) => {
    const range = (manifest[field] as Readonly<Record<string, string>> | undefined)?.[other.name];
    if (range === undefined || !takes(range, other, field)) return [];
    const of = other.name;
    return [
      {
        to: of,
        cause: field === "peerDependencies" ? { kind: "peer", of, range } : { kind: "dependency", of, range, field },
      },
    ];
  });
}

/** `workspace:*` admits the old version alone, `workspace:^` and `workspace:~` what follows from it: so Changesets reads them. */
function admits(raw: string, { oldVersion = "", newVersion = "" }: EngineRelease): boolean {
  const bare = raw.replace(/^workspace:/u, "");
  if (bare === "*" && raw !== bare) return newVersion === oldVersion;
  if (bare === "^" || bare === "~") return satisfies(newVersion, `${bare}${oldVersion}`);
  return satisfies(newVersion, bare);
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
