import { splitStated } from "@releaser/core";
import { type ConventionalChange, readConventional } from "@releaser/core/conventional";
import { type Change, type Kind, toSentence } from "./change.ts";
import { isTold, type ReleaseCommit, type ReleaseContent } from "./release-content.ts";

/**
 * What conventional commits, newest first, say of the packages that move without a changeset of their own: each line once,
 * in their order. Lines whose type asks for no release are left out, and so is what a later commit reverts.
 */
export function toCommitChanges(content: ReleaseContent, commits: readonly ReleaseCommit[]): readonly Change[] {
  const silent = silentPackages(content);
  const telling = commits.flatMap((commit) => {
    const packages = commit.packages.filter((name) => silent.has(name));
    return packages.length === 0 ? [] : [{ ...commit, packages }];
  });
  return readConventional(telling).flatMap(({ commit, changes }) =>
    changes.flatMap((change) => toChange(commit, change) ?? []),
  );
}

/** The packages that move, and that no changeset speaks for. */
function silentPackages({ releases, changesets }: ReleaseContent): ReadonlySet<string> {
  const told = new Set(
    changesets.flatMap((changeset) => changeset.releases.filter(({ type }) => type !== "none").map(({ name }) => name)),
  );
  const names = releases.filter(isTold).map(({ name }) => name);
  return new Set(names.filter((name) => !told.has(name)));
}

function toChange({ id, packages }: ReleaseCommit, change: ConventionalChange): Change | undefined {
  const { bump, breaks } = change;
  if (bump === undefined) return undefined;
  const { text } = splitStated([change.subject, ...breaks].join("\n\n"));
  return {
    id,
    commit: id,
    kind: kindOf(change),
    bump,
    packages,
    breaks: bump === "major" ? packages : [],
    text: toSentence(text),
    decisions: [],
    capsules: [],
  };
}

function kindOf({ bump, type }: ConventionalChange): Kind {
  if (bump === "major") return "breaking";
  if (type === "feat" || type === "feature") return "added";
  return type === "fix" ? "fixed" : "changed";
}
