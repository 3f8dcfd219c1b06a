import { type Bump, defineRule, type Draft, type Rule, type RuleInput } from "@releaser/core";
import { givenBump } from "../../contract/given-bump.ts";
import { type PastContract, pastContracts } from "../../contract/past-contracts.ts";
import { strongest, weightOf } from "../../intent/strongest.ts";

const bumpOption: Readonly<Record<string, unknown>> = { enum: ["major", "minor", "patch"] };

/** A version of a contract that comes or goes is the largest thing that happens to those who read its documents. */
export const newVersionNotMajor: Rule = defineRule({
  id: "contract/new-version-not-major",
  title: "a version of a contract comes or goes with the bump that the policy asks of its owner",
  level: "warning",
  scope: "offline",
  options: { added: bumpOption, removed: bumpOption },
  *check(input) {
    const moved = pastContracts(input.workspace).filter(({ was, now }) => was === undefined || now === undefined);
    const byDomain = Map.groupBy(moved, ({ owner, was, now }) => `${owner.name} ${(now ?? was)?.domain}`);
    for (const same of byDomain.values()) yield* toDraft(input, same);
  },
});

function* toDraft(input: RuleInput, same: readonly PastContract[]): Iterable<Draft> {
  const [first] = same;
  const given = first && givenBump(input, first);
  const asked = strongest(same.map((past) => policyOf(input, past)));
  if (first === undefined || given === undefined || asked === undefined) return;
  const { owner, tag } = first;
  const has = strongest([given.named, given.planned]);
  if (has !== undefined && weightOf[has] >= weightOf[asked]) return;
  const added = same.find(({ now }) => now !== undefined)?.now;
  const told = same.map(({ was, now }) => (now === undefined ? `${was?.name} is gone` : `${now.name} is new`));
  yield {
    at: added === undefined ? { file: owner.manifestFile, pointer: "/version" } : { file: added.file },
    message: `${told.join(" and ")} since ${tag}, which asks for a ${asked} of ${owner.name}; ${has === undefined ? "no changeset names it" : `it is given ${has}`}`,
    hint: `write a changeset with "${owner.name}": ${asked}: \`pnpm changeset\``,
    package: owner.name,
  };
}

/** What goes takes something away; what comes adds. Below 1.0.0 a minor may take away. */
function policyOf({ options }: RuleInput, { now, owner }: PastContract): Bump {
  const stated = options?.[now === undefined ? "removed" : "added"];
  if (stated === "major" || stated === "minor" || stated === "patch") return stated;
  return now === undefined && owner.version?.startsWith("0.") !== true ? "major" : "minor";
}
