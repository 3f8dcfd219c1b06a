import { publicReleases } from "@releaser/core";
import type { Train } from "./train.ts";

/** The document `release-announcement.v1`: what a webhook is told of a release. */
export interface Announcement {
  readonly schema: "release-announcement.v1";
  readonly key: string;
  readonly tag: string;
  readonly commit: string;
  /** The plan's digest. */
  readonly plan: string;
  readonly prerelease: boolean;
  /** Where a person looks: an address, or the folder of a directory page. */
  readonly page: string;
  /** What registries have of it. */
  readonly packages: readonly { readonly name: string; readonly version: string }[];
}

/** A release as its announcement. */
export function announcement({ page, release }: Pick<Train, "page" | "release">): Announcement {
  const { key, tag, commit, plan } = release;
  return {
    schema: "release-announcement.v1",
    key,
    tag,
    commit,
    plan: plan.digest,
    prerelease: plan.train !== null && key.includes("-"),
    page: page.locate(tag),
    packages: publicReleases(plan).map(({ name, to }) => ({ name, version: to })),
  };
}
