import { type Changeset, defineRule, type Draft, type Rule, type Workspace } from "@releaser/core";
import { isContainer, isVersioned } from "../../versioned.ts";

/** Changesets refuses to plan at all while one changeset names skipped packages beside others; Releaser plans without that one. */
export const mixedIgnored: Rule = defineRule({
  id: "plan/mixed-ignored",
  title: "no changeset names skipped packages beside released ones",
  level: "error",
  scope: "offline",
  *check({ workspace }) {
    const { changesets } = workspace;
    if (changesets === undefined || changesets.changesets.length === 0) return;
    const seen = workspace.members.filter((pkg) => !isContainer(workspace, pkg) || isVersioned(workspace, pkg));
    const released = new Set(seen.map(({ name }) => name)).difference(changesets.skipped);
    for (const changeset of changesets.changesets) {
      const draft = toDraft(workspace, changeset, released);
      if (draft !== undefined) yield draft;
    }
  },
});

function toDraft(
  { changesets }: Workspace,
  { file, releases }: Changeset,
  released: ReadonlySet<string>,
): Draft | undefined {
  const left = releases.filter(({ name }) => changesets?.skipped.has(name));
  const moved = releases.filter(({ name }) => released.has(name));
  const [first] = left;
  if (first === undefined || moved.length === 0) return undefined;
  const names = left.map(({ name }) => name).join(", ");
  return {
    at: first.at,
    message: `${names}, which Changesets skips, beside ${moved.map(({ name }) => name).join(", ")}; it refuses the two together, so ${file} does not count`,
    hint: `take ${names} out of ${file}, or let Changesets version ${left.length === 1 ? "it" : "them"} in .changeset/config.json`,
    package: first.name,
  };
}
