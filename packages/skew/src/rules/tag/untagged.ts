import { defineRule, type Draft, type Package, type Rule, type Workspace } from "@releaser/core";
import { type RaisedVersion, raisedVersions } from "../../raised-versions.ts";

/** A release that left no tag is a hole: notes, bumps and audits count from the tag before it, as if it had never been. */
export const untagged: Rule = defineRule({
  id: "tag/untagged",
  title: "every version that a release brought has its tag, where older ones have",
  level: "warning",
  scope: "offline",
  *check({ workspace, read }) {
    for (const one of raisedVersions(workspace, read)) {
      if (isTagged(workspace, one.pkg) && wentOut(one)) yield toDraft(one);
    }
  },
});

/** Whether its versions get tags: private ones where the configuration says so. */
function isTagged({ changesets }: Workspace, pkg: Package): boolean {
  return !pkg.private || changesets?.config.privatePackages.tag === true;
}

/** Whether its release is over, so that the tag is missing and not about to come. */
function wentOut({ raise }: RaisedVersion): boolean {
  return raise.is === "tag" || (raise.is === "version" && raise.passed);
}

function toDraft({ pkg, version, last, raise }: RaisedVersion): Draft {
  const tag = `${last.tag.slice(0, -last.version.length)}${version}`;
  const commit = raise.is === "version" ? raise.commit.id.slice(0, 7) : undefined;
  return {
    at: { file: pkg.manifestFile, pointer: "/version" },
    message: `${pkg.name} is ${version} here and has no tag ${tag}, but ${
      commit === undefined
        ? `the commit of its last tag ${last.tag} states ${version} already`
        : `others that ${commit} gave a version have theirs`
    }`,
    hint: `tag the commit that it was released from: \`git tag ${tag} ${commit ?? "<commit>"}\``,
    package: pkg.name,
  };
}
