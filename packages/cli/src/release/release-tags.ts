import { publicReleases } from "@releaser/core";
import type { Train } from "./train.ts";

/** The names of a release's tags: its own first, then those of its public packages unless the configuration turns them off. */
export function releaseTags({ context, release }: Pick<Train, "context" | "release">): readonly string[] {
  const packages = context.config.packageTags === false ? [] : publicReleases(release.plan);
  return [release.tag, ...packages.map(({ name, to }) => `${name}@${to}`)];
}
