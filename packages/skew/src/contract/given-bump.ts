import { type Bump, moves, type RuleInput } from "@releaser/core";
import diff from "semver/functions/diff.js";
import { acceptsAll, hasUnreadable, pendingChangesets } from "../intent/pending-changesets.ts";
import { strongest } from "../intent/strongest.ts";
import { isReleaseBranch } from "../intent/version-commits.ts";
import { isVersioned } from "../versioned.ts";
import type { PastContract } from "./past-contracts.ts";

/** What is pending for the owner of a contract. */
export interface Given {
  /** The largest bump of its changesets, or of what the version step gave it since the tag; undefined where there is none. */
  readonly named: Bump | undefined;
  /** What the plan gives it, for whatever reason. */
  readonly planned: Bump | undefined;
}

/**
 * The same, or undefined where a changeset cannot answer: the repository has no Changesets, somebody accepted that nothing
 * is released (an empty changeset, or `none` for the owner), or Changesets does not version the owner.
 */
export function givenBump({ workspace, plan }: RuleInput, { owner, tag }: PastContract): Given | undefined {
  const { changesets } = workspace;
  if (changesets === undefined || hasUnreadable(changesets) || isReleaseBranch(workspace)) return undefined;
  if (!isVersioned(workspace, owner) || acceptsAll(workspace, tag)) return undefined;
  const types = pendingChangesets(workspace).flatMap(({ releases }) =>
    releases.filter(({ name }) => name === owner.name).map(({ type }) => type),
  );
  const named = strongest([...types, raisedSince({ workspace, plan }, owner.manifestFile, tag)]);
  if (named === "none") return undefined;
  const release = plan?.releases.find(({ name }) => name === owner.name);
  return { named, planned: release !== undefined && moves(release) ? release.bump : undefined };
}

/** What a version step that has no tag yet made of the owner's version. */
function raisedSince({ workspace }: RuleInput, manifestFile: string, tag: string): Bump | undefined {
  const [text = ""] = workspace.history().textsAt([{ ref: tag, file: manifestFile }]);
  const was = /"version"\s*:\s*"([^"]*)"/u.exec(text)?.[1];
  const is = workspace.members.find((pkg) => pkg.manifestFile === manifestFile)?.version;
  if (was === undefined || is === undefined || was === is) return undefined;
  try {
    const bump = diff(was, is)?.replace(/^pre(?=[mp])/u, "");
    if (bump === "minor" || bump === "patch") return bump;
    // Between two prereleases of one version nobody knows what the first was raised for.
    return "major";
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
