import { defineRule, type History, type Rule, unsafe } from "@releaser/core";
import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";
import { highestOf, type ReleaseTag, releaseTags } from "../../release-tags.ts";
import { isVersioned } from "../../versioned.ts";

/** A version below one that was released from this very history would be released again, or never. */
export const manifestBehind: Rule = defineRule({
  id: "tag/manifest-behind",
  title: "no manifest states a version below the package's last tag on this branch",
  level: "error",
  scope: "offline",
  *check({ workspace }) {
    const history = workspace.history();
    if (history.gap !== undefined) return;
    const tagsOf = releaseTags(workspace, history.mergedTags());
    for (const pkg of workspace.members.filter((one) => isVersioned(workspace, one))) {
      const { version } = pkg;
      if (version === undefined || valid(version) !== version) continue;
      const tags = tagsOf(pkg);
      const highest = highestOf(tags, version);
      if (highest === undefined || compare(version, highest.version) >= 0) continue;
      const own = tags.find((one) => one.version === version);
      if (own !== undefined && isLater(history, own, highest)) continue;
      const at = { file: pkg.manifestFile, pointer: "/version" };
      yield {
        at,
        message: `${pkg.name} is ${version} here, below its tag ${highest.tag} on this branch`,
        hint: `in ${pkg.manifestFile} write "version": "${highest.version}", and let a changeset move it on`,
        package: pkg.name,
        fix: unsafe({ at, value: highest.version }),
      };
    }
  },
});

/** A lineage that began anew has its own tag nearer than the higher one of the older lineage. */
function isLater(history: History, own: ReleaseTag, highest: ReleaseTag): boolean {
  return history.since(own.tag).length < history.since(highest.tag).length;
}
