import { defineRule, type Level, type Published, type Rule, type Workspace } from "@releaser/core";
import compare from "semver/functions/compare.js";
import major from "semver/functions/major.js";
import prerelease from "semver/functions/prerelease.js";
import valid from "semver/functions/valid.js";
import { type PublishedPackage, publishedPackages } from "../../published-packages.ts";
import { releaseTags } from "../../release-tags.ts";

/** Users have a later version than the one that the next release starts from: the commit that made it never came back here. */
export const publishedHigher: Rule = defineRule({
  id: "registry/published-higher",
  title: "no registry has a later version of a package than its manifest states",
  level: "error",
  scope: "online",
  *check({ workspace, published }) {
    if (published === undefined) return;
    const isElsewhere = onOtherBranches(workspace);
    for (const pkg of publishedPackages(workspace)) {
      const found = published.get(pkg.name);
      const higher = found && higherOf(found, pkg, isElsewhere);
      if (found === undefined || higher === undefined) continue;
      const { name, version, manifestFile } = pkg;
      yield {
        at: { file: manifestFile, pointer: "/version" },
        message: `${name} is ${version} here, below the ${higher.version} of ${found.registry}`,
        level: higher.level,
        hint: `bring in the commit that released ${name}@${higher.version}; where it is lost, write "version": "${higher.version}" in ${manifestFile}, and let a changeset move it on`,
        package: name,
      };
    }
  },
});

interface Higher {
  readonly version: string;
  readonly level: Level;
}

type IsElsewhere = (pkg: PublishedPackage, version: string) => boolean;

/** By `latest`; where that is of a later major, this may be a branch that maintains an earlier one, whose own highest counts. */
function higherOf(
  { latest, versions }: Published,
  pkg: PublishedPackage,
  isElsewhere: IsElsewhere,
): Higher | undefined {
  const { version } = pkg;
  if (latest === undefined || valid(latest) !== latest || compare(version, latest) >= 0) return undefined;
  if (major(latest) === major(version)) return { version: latest, level: "error" };
  const own = highestOfMajor(versions, major(version));
  if (own !== undefined && compare(version, own) < 0) return { version: own, level: "error" };
  return isElsewhere(pkg, latest) ? undefined : { version: latest, level: "warning" };
}

function highestOfMajor(versions: ReadonlySet<string>, own: number): string | undefined {
  return [...versions]
    .filter((one) => valid(one) === one && prerelease(one) === null && major(one) === own)
    .reduce<string | undefined>((best, one) => (best === undefined || compare(one, best) > 0 ? one : best), undefined);
}

/** Whether a version of a package has its tag here, and that on another branch alone. Tags are looked at once something is asked. */
function onOtherBranches(workspace: Workspace): IsElsewhere {
  let tagsOf: ReturnType<typeof releaseTags> | undefined;
  return (pkg, version) => {
    tagsOf ??= releaseTags(workspace);
    const merged = workspace.history().mergedTags();
    const named = tagsOf(pkg).filter((one) => one.version === version);
    return named.length > 0 && named.every(({ tag }) => !merged.has(tag));
  };
}
