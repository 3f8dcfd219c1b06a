import { defineRule, type Rule, type Workspace } from "@releaser/core";
import { namedPackages } from "../../intent/pending-changesets.ts";
import { statedIn } from "../../parse-object.ts";
import { type Standing, standings } from "../../standings.ts";

/** A tag on a commit that states another version leads whoever checks it out, or counts from it, to the wrong release. */
export const contentMismatch: Rule = defineRule({
  id: "tag/content-mismatch",
  title: "the tag of a version holds a manifest that states that version",
  level: "warning",
  scope: "offline",
  *check({ workspace }) {
    for (const { pkg, version, own, stated } of mismatches(workspace)) {
      yield {
        at: { file: pkg.manifestFile, pointer: "/version" },
        message: `${pkg.name} is ${version} here, but as of its tag ${own} it is ${stated}`,
        hint: `tag the commit that states ${version}; where ${own} was pushed already, leave it and release the next version from a commit that states it`,
        package: pkg.name,
      };
    }
  },
});

/** Git looks through a whole folder for each path; of more packages than these, those that are about to be released are looked at. */
const most = 64;

type Mismatch = Standing & { readonly own: string; readonly stated: string };

/** A manifest that was not there as of the tag, or was another package's, says nothing: the folder moved since. */
function mismatches(workspace: Workspace): readonly Mismatch[] {
  const all = standings(workspace).flatMap((one) => (one.own === undefined ? [] : [{ ...one, own: one.own }]));
  const named = all.length > most ? namedPackages(workspace) : undefined;
  const asked = named === undefined ? all : all.filter(({ pkg }) => named.has(pkg.name));
  const history = workspace.history();
  if (asked.length === 0 || history.gap !== undefined) return [];
  const texts = history.textsAt(asked.map(({ pkg, own }) => ({ ref: own, file: pkg.manifestFile })));
  return asked.flatMap((one, index) => {
    const stated = statedIn(texts[index], "version");
    const isOther = stated !== undefined && stated !== one.version && statedIn(texts[index], "name") === one.pkg.name;
    return isOther ? [{ ...one, stated }] : [];
  });
}
