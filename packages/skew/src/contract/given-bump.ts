import { type Bump, moves, type RuleInput, type Workspace } from "@releaser/core";
import diff from "semver/functions/diff.js";
import { acceptsAll, hasUnreadable, pendingChangesets } from "../intent/pending-changesets.ts";
import { strongest } from "../intent/strongest.ts";
import { isReleaseBranch } from "../intent/version-commits.ts";
import { statedIn } from "../parse-object.ts";
import { compareStrict, isStrict } from "../strict-version.ts";
import { isVersioned } from "../versioned.ts";
import type { PastContract } from "./past-contracts.ts";

/** What is pending for the owner of a contract. */
export interface Given {
  /** The largest bump of its changesets, or of what its version was raised by since the tag; undefined where there is none. */
  readonly named: Bump | undefined;
  /** What the plan gives it, for whatever reason. */
  readonly planned: Bump | undefined;
}

/**
 * The same, or undefined where a changeset cannot answer: the repository has no Changesets, somebody accepted that nothing
 * is released (an empty changeset, or `none` for the owner), or Changesets does not version the owner.
 */
export function givenBump({ workspace, plan }: RuleInput, past: PastContract): Given | undefined {
  const { owner, tag } = past;
  const { changesets } = workspace;
  if (changesets === undefined || hasUnreadable(changesets) || isReleaseBranch(workspace)) return undefined;
  if (!isVersioned(workspace, owner) || acceptsAll(workspace, tag)) return undefined;
  const types = pendingChangesets(workspace).flatMap(({ releases }) =>
    releases.filter(({ name }) => name === owner.name).map(({ type }) => type),
  );
  const named = strongest([...types, raisedSince(workspace, past)]);
  if (named === "none") return undefined;
  const release = plan?.releases.find(({ name }) => name === owner.name);
  return { named, planned: release !== undefined && moves(release) ? release.bump : undefined };
}

/** What a version that has no tag yet raised the owner by since the tag. A lowered one is no bump. */
function raisedSince(workspace: Workspace, { owner, tag }: PastContract): Bump | undefined {
  const [text] = workspace.history().textsAt([{ ref: tag, file: owner.manifestFile }]);
  const [was, is] = [statedIn(text, "version"), owner.version];
  if (was === undefined || is === undefined || !isStrict(was) || !isStrict(is)) return undefined;
  if (compareStrict(is, was) <= 0) return undefined;
  const bump = diff(was, is)?.replace(/^pre(?=[mp])/u, "");
  // Between two prereleases of one version nobody knows what the first was raised for.
  return bump === "minor" || bump === "patch" ? bump : "major";
}
