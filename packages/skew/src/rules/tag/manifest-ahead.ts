import {
  type Commit,
  defineRule,
  moves,
  type Package,
  type Plan,
  type Rule,
  unsafe,
  type Workspace,
} from "@releaser/core";
import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";
import { isReleaseBranch, isVersionCommit } from "../../intent/version-commits.ts";
import { highestOf, type ReleaseTag, releaseTags } from "../../release-tags.ts";
import { isVersioned } from "../../versioned.ts";

/** Changesets alone raises versions: one that was raised by hand is skipped by no release and explained by no changelog. */
export const manifestAhead: Rule = defineRule({
  id: "tag/manifest-ahead",
  title: "a version above the last tag was raised by a version commit",
  level: "error",
  scope: "offline",
  *check({ workspace, plan }) {
    const history = workspace.history();
    if (workspace.changesets === undefined || history.gap !== undefined || isReleaseBranch(workspace)) return;
    const tagsOf = releaseTags(workspace, workspace.git?.tags ?? new Set());
    const merged = history.mergedTags();
    for (const pkg of workspace.members.filter((one) => isVersioned(workspace, one))) {
      const { version } = pkg;
      if (version === undefined || valid(version) !== version) continue;
      const last = highestOf(tagsOf(pkg), version);
      if (last === undefined || !merged.has(last.tag) || compare(version, last.version) <= 0) continue;
      const raised = raisedByHand(workspace, { pkg, version, last });
      if (raised === undefined || drifts(workspace, plan, pkg)) continue;
      const at = { file: pkg.manifestFile, pointer: "/version" };
      yield {
        at,
        message: `${pkg.name} is ${version} here, above its last tag ${last.tag}, and ${raised} raised it without taking up a changeset`,
        hint: `in ${pkg.manifestFile} write "version": "${last.version}", and say the bump in a changeset: \`pnpm changeset\``,
        package: pkg.name,
        fix: unsafe({ at, value: last.version }),
      };
    }
  },
});

/** Whether it left its fixed group behind, which that group's own rule tells as the one cause. */
function drifts({ changesets, packages }: Workspace, plan: Plan | undefined, { name, version }: Package): boolean {
  if (plan?.releases.some((release) => release.name === name && moves(release)) === true) return false;
  const group = changesets?.config.fixed.find((names) => names.includes(name)) ?? [];
  return group.some((other) => packages.has(other) && packages.get(other)?.version !== version);
}

interface Raised {
  readonly pkg: Package;
  readonly version: string;
  readonly last: ReleaseTag;
}

/** Who raised it, in words; undefined where it was a version commit, or the tag's own commit states the version already. */
function raisedByHand(workspace: Workspace, { pkg, version, last }: Raised): string | undefined {
  const history = workspace.history();
  const touching = history.since(last.tag).filter(({ files }) => files.includes(pkg.manifestFile));
  const places = [...touching.map(({ id }) => id), last.tag].map((ref) => ({ ref, file: pkg.manifestFile }));
  const stated = history.textsAt(places).map((text) => versionIn(text));
  if (stated.at(-1) === version) return undefined;
  if (stated[0] !== version) return takesUpChangesets(workspace) ? undefined : "an edit that is not committed";
  const since = stated.findIndex((one) => one !== version);
  const commit = touching[since - 1];
  return commit === undefined || isVersionCommit(workspace)(commit) ? undefined : inWords(commit);
}

/** Whether the version step ran here and is not committed yet: changesets of the last commit are gone. */
function takesUpChangesets(workspace: Workspace): boolean {
  const head = workspace.git?.head;
  if (head === undefined) return false;
  const here = new Set(workspace.changesets?.changesets.map(({ file }) => file));
  const before = workspace.history().filesAt(head, ".changeset");
  return before.some((file) => /^\.changeset\/(?!README\.md$)[^/]+\.md$/iu.test(file) && !here.has(file));
}

function inWords({ id, message }: Commit): string {
  return `${id.slice(0, 7)} (${message.split("\n")[0] ?? ""})`;
}

function versionIn(text: string | undefined): string | undefined {
  return /"version"\s*:\s*"([^"]*)"/u.exec(text ?? "")?.[1];
}
