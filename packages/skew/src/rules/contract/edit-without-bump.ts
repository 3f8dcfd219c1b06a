import { type Bump, defineRule, type Draft, type Rule, type RuleInput } from "@releaser/core";
import { diffContract, newPropertyOption, placeOfChange, toldChanges } from "../../contract/contract-diff.ts";
import type { SchemaChange } from "../../contract/diff-schemas.ts";
import { type Given, givenBump } from "../../contract/given-bump.ts";
import { type PastContract, pastContracts } from "../../contract/past-contracts.ts";
import { type Stub, stubFile, stubFix } from "../../intent/stub-changeset.ts";
import { weightOf } from "../../intent/strongest.ts";

/** A contract that allows more is a feature of its owner, and who reads its documents learns of it from the changelog. */
export const editWithoutBump: Rule = defineRule({
  id: "contract/edit-without-bump",
  title: "a changeset names the owner of every released contract that was widened",
  level: "error",
  scope: "offline",
  options: { newProperties: newPropertyOption },
  *check(input) {
    const edited = pastContracts(input.workspace).flatMap((past) => {
      const diff = diffContract(past, input.options?.["newProperties"]);
      const [first] = diff?.kind === "additive" ? toldChanges(diff) : [];
      return first === undefined ? [] : [{ past, first }];
    });
    for (const [, same] of Map.groupBy(edited, ({ past }) => past.owner)) {
      const given = same[0] && givenBump(input, same[0].past);
      if (given !== undefined) yield* toDraft(same, { ...given, read: input.read });
    }
  },
});

interface Edited {
  readonly past: PastContract;
  readonly first: SchemaChange;
}

interface Telling extends Given {
  readonly read: RuleInput["read"];
}

function* toDraft([edit, ...others]: readonly Edited[], { named, planned, read }: Telling): Iterable<Draft> {
  if (edit?.past.now === undefined) return;
  const { owner, tag, now } = edit.past;
  if (named !== undefined && isEnough(named, owner.version)) return;
  const stub: Stub = {
    about: `contract ${owner.name}`,
    since: tag,
    releases: new Map([[owner.name, "minor"]]),
    summary: `Allow more in the contract ${[edit, ...others].map(({ past }) => past.now?.name).join(", ")}.`,
  };
  const said = `${now.name} allows more than ${tag} released (${edit.first.message})`;
  const common = {
    at: placeOfChange(now, edit.first),
    package: owner.name,
    related: others.flatMap(({ past, first }) =>
      past.now === undefined
        ? []
        : [{ at: placeOfChange(past.now, first), message: `${past.now.name}: ${first.message}` }],
    ),
  };
  if (named !== undefined) {
    const hint = `give "${owner.name}" a minor in its changeset`;
    yield { ...common, level: "warning", message: `${said}, and ${owner.name} is given ${named}`, hint };
    return;
  }
  const fix = stubFix(stub, { read, safety: "safe" });
  const enough = planned !== undefined && isEnough(planned, owner.version);
  yield {
    ...common,
    message: `${said}, and no changeset names its owner ${owner.name}${enough ? "; the pending plan releases it all the same" : ""}`,
    hint: `write ${stubFile(stub)} with "${owner.name}": minor by \`releaser skew --fix\` or \`pnpm changeset\``,
    ...(enough && { level: "info" }),
    ...(fix && { fix }),
  };
}

/** Below 1.0.0 a patch may bring features. */
function isEnough(bump: Bump, version: string | undefined): boolean {
  return weightOf[bump] >= weightOf[version?.startsWith("0.") === true ? "patch" : "minor"];
}
