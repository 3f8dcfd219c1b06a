import { defineRule, type Draft, type Plan, type PlannedRelease, type Rule, type RuleInput } from "@releaser/core";

const usual = 3;

/** The members of a fixed group share one version, so one member's breaking change is a major of all of them. */
export const fixedJump: Rule = defineRule({
  id: "plan/fixed-jump",
  title: "a major of a fixed group is asked for by more than one member, or lifts few",
  level: "info",
  scope: "offline",
  options: { atLeast: { type: "integer", minimum: 1 } },
  *check(input) {
    const { workspace, plan, options } = input;
    if (plan === undefined) return;
    const atLeast = typeof options?.["atLeast"] === "number" ? options["atLeast"] : usual;
    const releases = new Map(plan.releases.map((release) => [release.name, release]));
    const asking = namesAskingMajor(plan);
    for (const group of workspace.changesets?.config.fixed ?? []) {
      const majors = group.flatMap((name) => releases.get(name) ?? []).filter(({ bump }) => bump === "major");
      const [alone, ...more] = majors.filter(({ name }) => asking.has(name));
      const lifted = majors.filter((release) => release !== alone);
      if (alone !== undefined && more.length === 0 && lifted.length >= atLeast) yield toDraft(input, { alone, lifted });
    }
  },
});

function namesAskingMajor({ changesets }: Plan): ReadonlySet<string> {
  return new Set(
    changesets.flatMap(({ releases }) => releases.filter(({ type }) => type === "major").map(({ name }) => name)),
  );
}

interface Jump {
  readonly alone: PlannedRelease;
  readonly lifted: readonly PlannedRelease[];
}

function toDraft({ workspace, plan }: RuleInput, { alone, lifted }: Jump): Draft {
  const pending = new Set(plan?.changesets.map(({ id }) => id));
  const lines = (workspace.changesets?.changesets ?? [])
    .filter(({ id }) => pending.has(id))
    .flatMap(({ releases }) => releases.filter(({ name, type }) => name === alone.name && type === "major"));
  const [first, ...others] = lines;
  return {
    at: first?.at ?? { file: ".changeset/config.json", pointer: "/fixed" },
    message: `the major of ${alone.name} alone lifts ${lifted.length} more of its fixed group to ${alone.to}`,
    hint: `if users of the others lose nothing, write minor in ${first?.at.file ?? "the changeset"}, or take ${alone.name} out of its group`,
    package: alone.name,
    related: [
      ...others.map(({ at }) => ({ at, message: `asks for a major of ${alone.name} too` })),
      ...lifted.map(({ name, dir, from, to }) => ({
        at: { file: dir === null || dir === "." ? "package.json" : `${dir}/package.json`, pointer: "/version" },
        message: `${name} goes from ${from} to ${to}`,
      })),
    ],
  };
}
