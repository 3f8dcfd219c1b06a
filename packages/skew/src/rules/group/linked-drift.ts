import { defineRule, type Draft, type History, type Rule } from "@releaser/core";
import { type Group, groupsOf, placeOf } from "../../groups.ts";
import { statedIn } from "../../parse-object.ts";
import { type Standing, standings } from "../../standings.ts";
import { compareStrict, isStrict } from "../../strict-version.ts";

/**
 * What is released together from a linked group has one version. Members that were not released stay behind, which is
 * legal; one that was released below the group's highest was versioned outside of the group.
 */
export const linkedDrift: Rule = defineRule({
  id: "group/linked-drift",
  title: "the last release of each linked package was on its group's highest version",
  level: "info",
  scope: "offline",
  *check({ workspace }) {
    const groups = groupsOf(workspace).filter(({ kind }) => kind === "linked");
    const history = workspace.history();
    if (groups.length === 0 || history.gap !== undefined) return;
    const members = new Map(standings(workspace).map((one) => [one.pkg.name, one]));
    for (const group of groups) {
      const draft = toDraft(group, releasedBehind(history, toMembers(group, members)));
      if (draft !== undefined) yield draft;
    }
  },
});

type Released = Standing & { readonly own: string };

interface Behind {
  readonly one: Released;
  readonly highest: Standing;
  /** What the highest stated when the other was tagged. */
  readonly stated: string;
}

function toMembers({ names }: Group, members: ReadonlyMap<string, Standing>): readonly Standing[] {
  return names.toSorted().flatMap((name) => members.get(name) ?? []);
}

/** Compared with the member that is highest today, so that a group costs one text for each member that lags. */
function releasedBehind(history: History, members: readonly Standing[]): readonly Behind[] {
  const [highest] = members.toSorted((a, b) => compareStrict(b.version, a.version));
  if (highest === undefined) return [];
  const lagging = members.flatMap((one): readonly Released[] =>
    one.own === undefined || compareStrict(one.version, highest.version) >= 0 ? [] : [{ ...one, own: one.own }],
  );
  const file = highest.pkg.manifestFile;
  const texts = lagging.length === 0 ? [] : history.textsAt(lagging.map(({ own }) => ({ ref: own, file })));
  return lagging.flatMap((one, index) => {
    const stated = statedIn(texts[index], "version");
    return stated !== undefined && isStrict(stated) && compareStrict(stated, one.version) > 0
      ? [{ one, highest, stated }]
      : [];
  });
}

function toDraft(group: Group, behind: readonly Behind[]): Draft | undefined {
  const [first, ...others] = behind;
  if (first === undefined) return undefined;
  return {
    at: placeOf(group, first.one.pkg.name),
    message: inWords(first),
    hint: "nothing to mend where the group is younger than the release; the next release of it leaps to the group's version",
    package: first.one.pkg.name,
    related: others.map((each) => ({
      at: { file: each.one.pkg.manifestFile, pointer: "/version" },
      message: inWords(each),
    })),
  };
}

function inWords({ one, highest, stated }: Behind): string {
  return `${one.pkg.name} was released as ${one.version} when ${highest.pkg.name} of its linked group was at ${stated}`;
}
