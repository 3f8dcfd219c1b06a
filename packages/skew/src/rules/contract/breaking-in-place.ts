import { defineRule, type Draft, type Rule } from "@releaser/core";
import { diffContract, newPropertyOption, placeOfChange, toldChanges } from "../../contract/contract-diff.ts";
import { type PastContract, pastContracts } from "../../contract/past-contracts.ts";

/** Who holds a released version of a contract counts on it: what breaks it is the next version, in a file of its own. */
export const breakingInPlace: Rule = defineRule({
  id: "contract/breaking-in-place",
  title: "a released version of a contract still allows what it allowed",
  level: "error",
  scope: "offline",
  options: { newProperties: newPropertyOption },
  *check({ workspace, options }) {
    for (const past of pastContracts(workspace)) {
      const diff = diffContract(past, options?.["newProperties"]);
      if (diff?.kind === "breaking" && past.now?.invalid.length === 0) yield* toDraft(past, toldChanges(diff));
    }
  },
});

type Changes = ReturnType<typeof toldChanges>;

function* toDraft({ now, owner, tag }: PastContract, [first, ...others]: Changes): Iterable<Draft> {
  if (now === undefined || first === undefined) return;
  const { name, file, domain, version } = now;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  yield {
    at: placeOfChange(now, first),
    message: `${name} breaks what ${tag} released: ${first.message}${more}`,
    hint: `write it as ${domain}.v${version + 1} in a file of its own, and take ${file} back: \`git checkout ${tag} -- ${file}\``,
    package: owner.name,
    // What is new in a prerelease is not promised yet.
    ...(isPrerelease(tag) && { level: "warning" }),
    related: others.slice(0, 8).map((change) => ({ at: placeOfChange(now, change), message: change.message })),
  };
}

function isPrerelease(tag: string): boolean {
  return /(?:^|@|v)\d+\.\d+\.\d+-[0-9A-Za-z.-]+$/u.test(tag);
}
