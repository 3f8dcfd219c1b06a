import type { Cause } from "@releaser/core";
import satisfies from "semver/functions/satisfies.js";
import { bumpSize } from "./bump-size.ts";
import type { EngineConfig, EngineManifest, EnginePlan, EngineRelease, EngineWorkspace } from "./engine-types.ts";

export interface CauseInput {
  readonly plan: EnginePlan;
  readonly planned: EngineWorkspace;
  readonly config: Pick<EngineConfig, "___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH" | "fixed" | "linked">;
  /** Of the planner: for version 2 a minor bump takes peers along although their range admits it. */
  readonly major: number;
  readonly raised?: { readonly name: string; readonly by: string } | undefined;
}

/** A step back from one release towards the changesets, with the release that it leads to. */
export interface Step {
  readonly to: string;
  readonly cause: Cause;
}

const fields = ["dependencies", "optionalDependencies", "peerDependencies"] as const;

export interface Stepping {
  readonly input: CauseInput;
  readonly moving: readonly EngineRelease[];
}

/** Everything that would have taken a release along at the versions of the plan, whether or not it did. */
export function stepsOf(release: EngineRelease, { input, moving }: Stepping): readonly Step[] {
  const others = moving.filter(({ name }) => name !== release.name);
  return [
    ...through(release, { planned: input.planned, others, takes: takesOf(input) }),
    ...groupSteps("fixed", release, { input, moving: others }),
    ...groupSteps("linked", release, { input, moving: others }),
    ...(input.raised?.name === release.name ? [raisedStep(input.raised)] : []),
  ];
}

/**
 * Everything that a release depends on and that moves, whatever its ranges admit. The planner pushes a dependent at the
 * version that it has so far, and a group may lift that into the range again; and who leaves pre mode without being
 * named still has what it depends on to thank.
 */
export function looseStepsOf(release: EngineRelease, { input, moving }: Stepping): readonly Step[] {
  const others = moving.filter(({ name }) => name !== release.name);
  return through(release, { planned: input.planned, others, takes: () => true });
}

interface Through {
  readonly planned: EngineWorkspace;
  readonly others: readonly EngineRelease[];
  readonly takes: Takes;
}

function through({ name }: EngineRelease, { planned, others, takes }: Through): readonly Step[] {
  const manifest = planned.packages.findLast(({ packageJson }) => packageJson.name === name)?.packageJson;
  return manifest === undefined ? [] : others.flatMap((other) => dependencySteps(manifest, other, takes));
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
