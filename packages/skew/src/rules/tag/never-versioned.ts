import { defineRule, type Rule } from "@releaser/core";
import { highestOf, indexTags, tagsOf } from "../../release-tags.ts";
import { versionOwed } from "../../version-owed.ts";
import { packagesByName } from "../../versioned.ts";

/**
 * A package with tags counts as released, yet one that states no version is passed over by every release. A changelog tells
 * that it was versioned once and has been retired since; what a release needs the version of is told by `id/version-missing`.
 */
export const neverVersioned: Rule = defineRule({
  id: "tag/never-versioned",
  title: "every package with release tags states a version, or kept its changelog",
  level: "warning",
  scope: "offline",
  *check({ workspace, read }) {
    const { named } = indexTags(tagsOf(workspace));
    if (named.size === 0) return;
    const unversioned = workspace.members.filter(({ name, version }) => version === undefined && named.has(name));
    const byName = unversioned.length === 0 ? undefined : packagesByName(workspace);
    for (const pkg of unversioned.filter((one) => byName?.get(one.name) === one)) {
      const tags = named.get(pkg.name) ?? [];
      const newest = highestOf(tags);
      const changelog = pkg.dir === "." ? "CHANGELOG.md" : `${pkg.dir}/CHANGELOG.md`;
      const isTold = versionOwed(workspace, pkg) !== undefined || read?.(changelog) !== undefined;
      if (newest === undefined || isTold) continue;
      const [have, them] = tags.length === 1 ? ["the tag", "the tag"] : [`${tags.length} tags, up to`, "the tags"];
      yield {
        at: { file: pkg.manifestFile, pointer: "" },
        message: `${pkg.name} has ${have} ${newest.tag}, but states no version, so that no release versions it`,
        hint: `in ${pkg.manifestFile} add "version": "${newest.version}", or delete ${them} where nothing was released`,
        package: pkg.name,
      };
    }
  },
});
