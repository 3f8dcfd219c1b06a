import { defineRule, type Draft, moves, type Rule, type RuleInput, safeLine } from "@releaser/core";
import { type ConventionalChange, readConventional } from "@releaser/core/conventional";
import { ignoreOption } from "../../intent/idle-files.ts";
import { type Stub, stubFile, stubFix } from "../../intent/stub-changeset.ts";
import { strongest } from "../../intent/strongest.ts";
import { type UnnamedChange, unnamedChanges } from "../../intent/unnamed-changes.ts";

/** What changes for users is released when a changeset names it, and not before. An empty changeset and `none` say that nothing is to be. */
export const noChangeset: Rule = defineRule({
  id: "intent/no-changeset",
  title: "a changeset names every package that a branch changes for its users",
  level: "error",
  scope: "offline",
  options: { ignore: ignoreOption, onBaseBranch: { type: "boolean" } },
  *check(input) {
    for (const change of unnamedChanges(input)) yield toDraft(input, change);
  },
});

function toDraft(input: RuleInput, change: UnnamedChange): Draft {
  const { pkg, files, since } = change;
  const told = readConventional(change.commits);
  const changes = told.flatMap((commit) => commit.changes);
  const stub = toStub(change, changes);
  const idle = told.length > 0 && told.every((commit) => isIdle(commit.changes));
  const lighter = whyLighter(input, change, idle);
  // Where nobody asked for a release, a stub would make one.
  const fix = stubFix(stub, { read: input.read, safety: idle ? "unsafe" : "safe" });
  const where = since === input.workspace.history().base() ? "on this branch" : `since ${since}`;
  return {
    at: { file: pkg.manifestFile, pointer: "/version" },
    message: `${pkg.name} changed ${where} (${files[0]}${files.length > 1 ? ` and ${files.length - 1} more` : ""}), and no changeset names it${lighter ?? ""}`,
    hint: `write ${stubFile(stub)} with "${pkg.name}": ${stub.releases.get(pkg.name)} by \`releaser skew --fix\` or \`pnpm changeset\`; \`pnpm changeset --empty\` where nothing is to be released`,
    package: pkg.name,
    ...(lighter !== undefined && { level: "info" }),
    related: toRelated(input, change),
    ...(fix && { fix }),
  };
}

/** What goes out without being named lacks its line in the changelog, no more; what conventional commits call a chore may be meant to wait. */
function whyLighter({ plan }: RuleInput, { pkg }: UnnamedChange, idle: boolean): string | undefined {
  const release = plan?.releases.find(({ name }) => name === pkg.name);
  if (release !== undefined && moves(release)) return `; the pending plan releases it as ${release.to} all the same`;
  return idle ? "; its commits ask for no release" : undefined;
}

function isIdle(changes: readonly ConventionalChange[]): boolean {
  return changes.length > 0 && changes.every(({ bump }) => bump === undefined);
}

function toStub({ pkg, since }: UnnamedChange, changes: readonly ConventionalChange[]): Stub {
  const zero = pkg.version?.startsWith("0.") ?? false;
  const asked = changes.map((change) => ({ change, bump: zero ? change.zeroBump : change.bump }));
  const bump = strongest(asked.map((one) => one.bump)) ?? "patch";
  const best = asked.find((one) => one.bump === bump) ?? asked[0];
  return { about: pkg.name, since, releases: new Map([[pkg.name, bump]]), summary: best?.change.subject };
}

/** The last commits, each at a file of it that is still there. */
function toRelated({ read }: RuleInput, { pkg, commits, files }: UnnamedChange): NonNullable<Draft["related"]> {
  return commits.slice(0, 5).map(({ id, message, files: of }) => ({
    at: { file: of.find((file) => files.includes(file) && read?.(file) !== undefined) ?? pkg.manifestFile },
    message: `${id.slice(0, 7)} ${safeLine(message.trim().split("\n")[0] ?? "").slice(0, 100)}`,
  }));
}
