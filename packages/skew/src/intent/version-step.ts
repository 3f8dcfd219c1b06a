import type { RuleInput, Workspace } from "@releaser/core";

const preFile = ".changeset/pre.json";

/** Whether the version step ran here and is not committed yet: changesets of the last commit are gone, or the pre state went on. */
export function isVersionStep(workspace: Workspace, read: RuleInput["read"]): boolean {
  const head = workspace.git?.head;
  if (head === undefined || workspace.changesets === undefined) return false;
  const here = new Set(workspace.changesets.changesets.map(({ file }) => file));
  const history = workspace.history();
  const before = history.filesAt(head, ".changeset");
  if (before.some((file) => /^\.changeset\/(?!README\.md$)[^/]+\.md$/iu.test(file) && !here.has(file))) return true;
  const pre = workspace.changesets.pre === undefined ? undefined : read?.(preFile);
  return pre !== undefined && history.textsAt([{ ref: head, file: preFile }])[0] !== pre;
}
