import type { Plan, PlannedRelease } from "@releaser/core";

/** What is told of a release; a whole plan is one. */
export type ReleaseContent = Pick<Plan, "capsules" | "changesets" | "decisions" | "key" | "releases" | "train">;

/** A release as git alone has it, where no plan was written down. */
export interface PastRelease extends ReleaseContent {
  /** The tags or commits that it lies between; from undefined on where it was the first. */
  readonly range: { readonly from: string | undefined; readonly to: string };
}

/** A commit since the release before. */
export interface ReleaseCommit {
  /** In hexadecimal. */
  readonly id: string;
  readonly message: string;
  /** The names of the packages whose shipped files it changes. */
  readonly packages: readonly string[];
}

/** A release that brings a version; the first one of a package too, which has none before. */
export type ToldRelease = PlannedRelease & { readonly to: string };

/** Whether the notes tell a release: another bump than `none`, to a version that is known. */
export function isTold(release: PlannedRelease): release is ToldRelease {
  return release.bump !== "none" && release.to !== null;
}

/** What a release is told by: its tag, or its key where it has no train. */
export function titleOf({ key, train }: ReleaseContent): string {
  return train?.tag ?? key;
}
