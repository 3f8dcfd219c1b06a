import {
  type Changeset,
  type ChangesetRelease,
  type Commit,
  defineRule,
  type Draft,
  type Fix,
  type Rule,
  type RuleInput,
  safeLine,
} from "@releaser/core";
import { ignoreOption, parseIgnore, toShips } from "../../intent/idle-files.ts";
import { type Claim, type Need, neededBumps } from "../../intent/needed-bumps.ts";
import { pendingChangesets } from "../../intent/pending-changesets.ts";
import { strongest, weightOf } from "../../intent/strongest.ts";
import { packagesByName, isVersioned } from "../../versioned.ts";

/** Commits say how much a change breaks, changesets say it again; whoever forgets the second ships a break as a fix. */
export const bumpTooWeak: Rule = defineRule({
  id: "intent/bump-too-weak",
  title: "no changeset asks for less than the conventional commits of its package",
  level: "warning",
  scope: "offline",
  options: { breaking: { enum: ["minor", "major"] }, ignore: ignoreOption },
  *check(input) {
    const { workspace, options } = input;
    if (workspace.changesets === undefined || pendingChangesets(workspace).length === 0) return;
    if (workspace.history().gap !== undefined) return;
    const needs = neededBumps(input, toClaims(input), {
      ships: toShips(parseIgnore(options)),
      lenientZero: options?.["breaking"] !== "major",
    });
    for (const of of Map.groupBy(needs, ({ claim }) => claim).values()) {
      const most = strongest(of.map(({ bump }) => bump));
      const [need, ...more] = of.filter(({ bump }) => bump === most);
      if (need !== undefined) yield* toDraft(input, need, more.length);
    }
  },
});

/** The largest of what the changesets, those of pre mode included, and the plan give each package that a pending one bumps. */
function toClaims({ workspace, plan }: RuleInput): readonly Claim[] {
  const byName = packagesByName(workspace);
  const planned = new Map(plan?.releases.map(({ name, bump }) => [name, bump]));
  const all = Map.groupBy(
    (workspace.changesets?.changesets ?? []).flatMap(({ releases }) => releases),
    ({ name }) => name,
  );
  const names = new Set(
    pendingChangesets(workspace).flatMap(({ releases }) =>
      releases.filter(({ type }) => type !== "none").map(({ name }) => name),
    ),
  );
  return [...names]
    .flatMap((name) => {
      const pkg = byName.get(name);
      const bump = strongest([planned.get(name), ...(all.get(name) ?? []).map(({ type }) => type)]);
      const versioned = pkg !== undefined && isVersioned(workspace, pkg);
      return versioned && bump !== undefined && bump !== "none" ? [{ pkg, bump }] : [];
    })
    .toSorted((a, b) => (a.pkg.dir < b.pkg.dir ? -1 : 1));
}

function* toDraft(input: RuleInput, need: Need, more: number): Iterable<Draft> {
  const { claim, bump, commit, change, others } = need;
  const named = toRaise(input, claim);
  if (named === undefined) return;
  const { changeset, release } = named;
  const fix = toFix(input, named, bump);
  yield {
    at: release.at,
    message: `${claim.pkg.name} is given ${claim.bump}, but ${toWords(commit, change.header)} asks for ${bump}${more > 0 ? `, and so ${more > 1 ? `do ${more} more` : "does one more"}` : ""}`,
    hint: `in ${changeset.file} write "${claim.pkg.name}": ${bump}`,
    package: claim.pkg.name,
    related: others.map(({ pkg, bump: given }) => ({
      at: { file: pkg.manifestFile },
      message: `${pkg.name} changed with it, and is given ${given}`,
    })),
    ...(fix && { fix }),
  };
}

function toWords({ id }: Commit, header: string): string {
  const line = safeLine(header.split("\n")[0] ?? "");
  return `${id.slice(0, 7)} "${line.length > 100 ? `${line.slice(0, 99)}…` : line}"`;
}

interface Named {
  readonly changeset: Changeset;
  readonly release: ChangesetRelease;
}

/** The first of the largest that the pending changesets say, which is the one to raise. */
function toRaise({ workspace }: RuleInput, { pkg }: Claim): Named | undefined {
  const named = pendingChangesets(workspace).flatMap((changeset) =>
    changeset.releases.filter(({ name }) => name === pkg.name).map((release) => ({ changeset, release })),
  );
  const [first] = named.toSorted((a, b) => weightOf[b.release.type] - weightOf[a.release.type]);
  return first;
}

/** The file with that line raised; none where it does not read as it should. */
function toFix({ read }: RuleInput, { changeset, release }: Named, bump: string): Fix | undefined {
  const lines = read?.(changeset.file)?.split("\n") ?? [];
  const index = (release.at.line ?? 0) - 1;
  const line = lines[index];
  const raised = line?.replace(/(:\s*["']?)(?:patch|minor)(?=["']?\s*(?:#|$))/u, `$1${bump}`);
  if (line === undefined || raised === undefined || raised === line) return undefined;
  return {
    safety: "unsafe",
    edits: [{ file: changeset.file, pointer: "", value: lines.with(index, raised).join("\n") }],
  };
}
