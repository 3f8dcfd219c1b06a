import type { Commit, RuleInput, Workspace } from "@releaser/core";
import { type Raise, raiseOf, toVersion, type Witness } from "./intent/raise-of.ts";
import { readReleaseLog, type ReleaseLog } from "./intent/release-log.ts";
import { isReleaseBranch } from "./intent/version-commits.ts";
import { isVersionStep } from "./intent/version-step.ts";
import { oncePer } from "./once-per.ts";
import { statedIn } from "./parse-object.ts";
import type { ReleaseTag } from "./release-tags.ts";
import { type Standing, standings } from "./standings.ts";

/** A version without a tag of its own, above one that has. */
export interface RaisedVersion extends Standing {
  readonly last: ReleaseTag;
  readonly raise: Raise;
}

/**
 * Every such version with who raised it. None without Changesets, on the branch of the next release and while a version step
 * runs, whose tags are yet to come. Where nobody can tell who raised it, it is left out.
 */
export const raisedVersions = oncePer((workspace: Workspace, read: RuleInput["read"]): readonly RaisedVersion[] => {
  const history = workspace.history();
  if (workspace.changesets === undefined || history.gap !== undefined || isReleaseBranch(workspace)) return [];
  let open = standings(workspace).flatMap((one) => toUntagged(one));
  if (open.length === 0 || isVersionStep(workspace, read)) return [];
  const raised: RaisedVersion[] = [];
  // One log tells of every package that it touches, so that a release of hundreds asks for few logs.
  for (let first = open[0]; first !== undefined; first = open[0]) {
    const answers = askLog(workspace, first, open);
    raised.push(...answers.flatMap(({ one, raise }) => (raise instanceof Object ? [{ ...one, raise }] : [])));
    open = answers.flatMap(({ one, raise }) => (raise === "older" ? [one] : []));
  }
  return raised;
});

type Untagged = Standing & { readonly last: ReleaseTag };

function toUntagged(one: Standing): readonly Untagged[] {
  return one.own === undefined && one.below !== undefined ? [{ ...one, last: one.below }] : [];
}

interface Answer {
  readonly one: Untagged;
  readonly raise: Raise | "older" | undefined;
}

/** What the log since the last tag of one package says of all. Texts are asked for where its newest commit carried out no plan. */
function askLog(workspace: Workspace, first: Untagged, open: readonly Untagged[]): readonly Answer[] {
  const log = readReleaseLog(workspace, workspace.history().since(first.last.tag));
  const asked = open.map((one): Asked => ({ one, commits: log.touching.get(one.pkg.manifestFile) ?? [] }));
  const [clear, unclear] = [asked.filter((each) => isClear(each, log)), asked.filter((each) => !isClear(each, log))];
  const witnesses = readWitnesses(workspace, unclear);
  return [
    ...clear.flatMap(({ one, commits: [newest] }) => (newest ? [{ one, raise: toVersion(newest, log) }] : [])),
    ...unclear.flatMap(({ one }, index): readonly Answer[] => {
      const witness = witnesses[index];
      return witness ? [{ one, raise: raiseOf({ ...witness, isWhole: one === first }, log) }] : [];
    }),
  ];
}

interface Asked {
  readonly one: Untagged;
  readonly commits: readonly Commit[];
}

function isClear({ commits: [newest] }: Asked, log: ReleaseLog): boolean {
  return newest !== undefined && log.isVersion(newest);
}

function readWitnesses(workspace: Workspace, asked: readonly Asked[]): readonly Omit<Witness, "isWhole">[] {
  const head = workspace.git?.head ?? "";
  const wanted = asked.flatMap(({ one: { pkg, last }, commits }) =>
    [head, last.tag, ...commits.map(({ id }) => id)].map((ref) => ({ ref, file: pkg.manifestFile })),
  );
  const texts = workspace.history().textsAt(wanted).values();
  const next = (): string | undefined => statedIn(texts.next().value, "version");
  return asked.map(({ one: { version }, commits }) => ({
    version,
    head: next(),
    tag: next(),
    touching: commits.map((commit) => ({ commit, stated: next() })),
  }));
}
