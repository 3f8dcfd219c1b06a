import {
  type Cause,
  defineRule,
  type Draft,
  type Location,
  moves,
  type MovingRelease,
  type PlannedRelease,
  type Rule,
  type Workspace,
} from "@releaser/core";
import { admits } from "../../ranges.ts";
import { renderCauseChain } from "../../render-cause-chain.ts";

type PeerCause = Extract<Cause, { readonly kind: "peer" }>;

interface Taken {
  readonly release: MovingRelease;
  readonly cause: PeerCause;
}

/** Nobody asked for these releases: a peer's move takes them along, with Changesets 2 by a major. */
export const peerCascade: Rule = defineRule({
  id: "plan/peer-cascade",
  title: "no package moves only because of a peer",
  level: "warning",
  scope: "offline",
  *check({ workspace, plan }) {
    if (plan === undefined) return;
    const releases = new Map(plan.releases.map((release) => [release.name, release]));
    const moving = plan.releases.filter((release) => moves(release)).toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
    const asked = new Set(
      plan.changesets.flatMap((changeset) => changeset.releases.map(({ name, type }) => `${name} ${type}`)),
    );
    const taken = moving.flatMap((release) => takenOf(asked, release));
    for (const group of Map.groupBy(taken, ({ cause }) => cause.of).values()) {
      const draft = toDraft(workspace, releases, group);
      if (draft !== undefined) yield draft;
    }
  },
});

/** A dependency takes its dependents along by a patch, so whatever is more comes from the peer. */
function takenOf(asked: ReadonlySet<string>, release: MovingRelease): readonly Taken[] {
  const { name, bump, causes } = release;
  const cause = causes.find((one) => one.kind === "peer");
  const others = causes.some(
    ({ kind }) => kind === "fixed" || kind === "linked" || (kind === "dependency" && bump === "patch"),
  );
  return asked.has(`${name} ${bump}`) || others || cause === undefined ? [] : [{ release, cause }];
}

type Releases = ReadonlyMap<string, PlannedRelease>;

function toDraft(workspace: Workspace, releases: Releases, group: readonly Taken[]): Draft | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const { release, cause } = first;
  const host = releases.get(cause.of);
  const more = group.length === 1 ? "" : `, and ${group.length - 1} more with it`;
  return {
    at: placeOf(workspace, first),
    message: `${release.name} goes from ${release.from} to ${release.to} only because its peer ${cause.of} goes to ${host?.to}${more}`,
    hint: hintOf(workspace, first, host?.to ?? ""),
    package: release.name,
    dependency: cause.of,
    ...(group.every((one) => one.release.private) && { level: "info" }),
    related: group.map((one) => ({
      at: placeOf(workspace, one),
      message: `${one.release.name} ${one.release.to} ← ${renderCauseChain(releases, one.release.name, one.cause)}`,
    })),
  };
}

function hintOf(workspace: Workspace, { release, cause }: Taken, to: string): string {
  const { file } = placeOf(workspace, { release, cause });
  const bare = cause.range.replace(/^workspace:/u, "");
  if (!["*", "^", "~"].includes(bare) && admits(bare, to)) {
    return `its range admits ${to} already: plan with Changesets 3, or set onlyUpdatePeerDependentsWhenOutOfRange in .changeset/config.json`;
  }
  return `if ${release.name} works with both, write a range in ${file} that admits both, and a changeset that says so`;
}

function placeOf({ members }: Workspace, { release, cause }: Taken): Location {
  const pkg = members.find(({ dir }) => dir === release.dir);
  const dep = pkg?.dependencies.find(({ key, field }) => key === cause.of && field === "peerDependencies");
  return dep?.at ?? { file: pkg?.manifestFile ?? "package.json" };
}
