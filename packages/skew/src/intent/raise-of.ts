import type { Commit } from "@releaser/core";
import type { ReleaseLog } from "./release-log.ts";

/** Who brought a version that has no tag, where an older one has. */
export type Raise =
  /** A commit that carried out no plan. */
  | { readonly is: "commit"; readonly commit: Commit }
  /** What is not committed. */
  | { readonly is: "edit" }
  /** The commit of the last tag states it already. */
  | { readonly is: "tag" }
  /** A commit that carried out a plan. `passed`: what it or a later one brought along has its tags. */
  | { readonly is: "version"; readonly commit: Commit; readonly passed: boolean };

/** What manifests of some commits say of a package. */
export interface Witness {
  readonly version: string;
  /** What HEAD states. */
  readonly head: string | undefined;
  /** What the last tag's commit states. */
  readonly tag: string | undefined;
  /** The log's commits that touch the manifest, each with what it states. */
  readonly touching: readonly { readonly commit: Commit; readonly stated: string | undefined }[];
  /** Whether the log reaches back to the last tag. */
  readonly isWhole: boolean;
}

/** Undefined where nobody can tell: a merge raised it, or the folder came from elsewhere. `older`: a longer log may tell. */
export function raiseOf(witness: Witness, log: ReleaseLog): Raise | "older" | undefined {
  const { version, head, tag, touching, isWhole } = witness;
  if (head !== version) return head === undefined ? undefined : { is: "edit" };
  const before = touching.findIndex(({ stated }) => stated !== version);
  const raising = touching.at(before === -1 ? -1 : before - 1)?.commit;
  if (before !== -1 && (before === 0 || touching[before]?.stated === undefined)) return undefined;
  if (before === -1 && tag === version) return { is: "tag" };
  if (raising !== undefined && log.isVersion(raising)) return toVersion(raising, log);
  if (before === -1 && !isWhole) return "older";
  return raising === undefined || (before === -1 && tag === undefined) ? undefined : { is: "commit", commit: raising };
}

export function toVersion(commit: Commit, log: ReleaseLog): Raise {
  return { is: "version", commit, passed: log.isPassed(commit) };
}
