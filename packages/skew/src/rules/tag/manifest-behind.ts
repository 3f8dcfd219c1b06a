import { defineRule, type History, type Rule, unsafe, type Workspace } from "@releaser/core";
import { statedIn } from "../../parse-object.ts";
import { highestOf, type ReleaseTag } from "../../release-tags.ts";
import { type Standing, standings } from "../../standings.ts";

/** A version below one that was released from this very history would be released again, or never. */
export const manifestBehind: Rule = defineRule({
  id: "tag/manifest-behind",
  title: "no manifest states a version below the package's last tag on this branch",
  level: "error",
  scope: "offline",
  *check({ workspace }) {
    for (const { pkg, version, highest } of withdrawn(workspace)) {
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

type Withdrawn = Standing & { readonly highest: ReleaseTag };

/** The tag has to state its version in the package's own manifest: an older lineage, and a release that writes no version, does not. */
function withdrawn(workspace: Workspace): readonly Withdrawn[] {
  const low = standings(workspace).filter(({ above }) => above.length > 0);
  const history = workspace.history();
  if (low.length === 0 || history.gap !== undefined) return [];
  const merged = history.mergedTags();
  const below = low.flatMap((one): readonly Withdrawn[] => {
    const highest = highestOf(one.above.filter(({ tag }) => merged.has(tag)));
    return highest === undefined ? [] : [{ ...one, highest }];
  });
  const texts = history.textsAt(below.map(({ pkg, highest }) => ({ ref: highest.tag, file: pkg.manifestFile })));
  return below.filter((one, index) => isStated(one, texts[index]) && !isAnew(history, one));
}

function isStated({ pkg, highest }: Withdrawn, text: string | undefined): boolean {
  return statedIn(text, "version") === highest.version && statedIn(text, "name") === pkg.name;
}

/** A lineage that began anew has its own tag nearer than the higher one of the older lineage. */
function isAnew(history: History, { own, highest }: Withdrawn): boolean {
  return own !== undefined && history.since(own).length < history.since(highest.tag).length;
}
