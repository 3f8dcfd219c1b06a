import { type Contract, defineRule, type Rule } from "@releaser/core";

/** Who has documents of v1 and meets v3 looks for what v2 was, and for how to get from one to the other. */
export const versionGap: Rule = defineRule({
  id: "contract/version-gap",
  title: "the versions of a contract follow each other without a gap",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const [domain, contracts] of Map.groupBy(workspace.contracts(), (contract) => contract.domain)) {
      const ordered = contracts.toSorted((a, b) => a.version - b.version);
      for (const [before, after] of pairsOf(ordered)) {
        const next = before.version + 1;
        if (after.version <= next) continue;
        yield {
          at: { file: after.file },
          message: `${after.name} comes after ${before.name}, and there is no ${domain}.v${next}`,
          hint: `rename it to ${renamed(after, next)}, with "contract: ${domain}.v${next}"`,
          related: [{ at: { file: before.file }, message: `${before.name} is the one before` }],
        };
      }
    }
  },
});

function renamed({ file, version }: Contract, next: number): string {
  const cut = file.lastIndexOf(`.v${version}.`);
  return `${file.slice(0, cut)}.v${next}${file.slice(file.lastIndexOf("."))}`;
}

function pairsOf(ordered: readonly Contract[]): readonly (readonly [Contract, Contract])[] {
  return ordered.slice(1).flatMap((after, index) => {
    const before = ordered[index];
    return before === undefined ? [] : [[before, after] as const];
  });
}
