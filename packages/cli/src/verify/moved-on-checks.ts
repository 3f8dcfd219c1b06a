import { publicReleases, ReleaserError, type Resource } from "@releaser/core";
import { readRefStates } from "@releaser/publishers";
import { readRelease } from "@releaser/workspace";
import { once } from "../once.ts";
import { isLatest, isRollbackOf } from "../release/is-latest.ts";
import { settledPage } from "../release/page-of.ts";
import { remoteTags } from "../release/remote-tag.ts";
import { tagOf } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { judgeDistTags } from "./judge-dist-tags.ts";
import { type Standing, standingResource } from "./standing.ts";
import { type JudgedTag, signedChecksums } from "./tag-check.ts";

/** What later releases move on: the branch, the mark of the latest release, dist-tags. Read-only; each is a fact to observe. */
export function movedOnChecks(train: Train, judged: JudgedTag): readonly Resource[] {
  const { branch, release, tagged } = train;
  // Where no remote has the tag, there is nothing outside to look at.
  if (!tagged) return [];
  const mark = standingResource({
    id: `latest:${release.tag}`,
    title: "looking which release is the latest",
    look: async () => await standingOfMark(train, judged),
  });
  const line = standingResource({
    id: `branch:${branch}`,
    title: `looking for the release's commit on ${branch}`,
    look: async () => await standingOnBranch(train),
  });
  return [line, mark, ...distTagChecks(train)];
}

async function standingOnBranch({ git, remote, branch, release }: Train): Promise<Standing> {
  const { commit, key } = release;
  const [ref] = await readRefStates(git, remote, [{ name: `refs/heads/${branch}`, oid: commit }]).catch(unlessShallow);
  if (ref === undefined) return { is: "held", note: "not looked at: this clone holds too little history to tell" };
  const gone = `${remote} has no ${branch} any more, and the tag keeps its commit`;
  if (ref.found === undefined) return { is: "moved", why: gone };
  if (ref.state !== "held") return { is: "wrong", why: `${branch} at ${remote} does not hold its commit ${commit}` };
  const last = await readRelease(git, { ref: ref.found });
  return last === undefined || last.plan.key === key
    ? { is: "held", note: "holds its commit" }
    : { is: "moved", why: `holds its commit, and went on to ${tagOf(last.plan)}` };
}

function unlessShallow(error: unknown): readonly [] {
  if (error instanceof ReleaserError && error.failure.code === "E_HISTORY_SHALLOW") return [];
  throw error;
}

async function standingOfMark(train: Train, judged: JudgedTag): Promise<Standing> {
  const state = await settledPage(train, await signedChecksums(judged));
  if (state === undefined || state.draft) return { is: "held", note: "not public yet" };
  if (state.latest) return { is: "held", note: "the latest release" };
  if (state.prerelease) return { is: "held", note: "a prerelease, which never is" };
  if (train.release.plan.train !== null && (await isLatest(train))) {
    return { is: "wrong", why: "it has not the mark of the latest release, and no later release is public" };
  }
  return { is: "moved", why: "another release is the latest" };
}

function distTagChecks(train: Train): readonly Resource[] {
  const { git, remote, registry, release } = train;
  const rollback = once(async () =>
    [...(await remoteTags(git, remote)).keys()].find((name) => isRollbackOf(release.tag, name)),
  );
  return publicReleases(release.plan).map(({ name, to: version }) =>
    standingResource({
      id: `dist-tags:${name}@${version}`,
      title: `looking which dist-tags lead to ${name}@${version}`,
      look: async () => {
        const distTags = (await registry.packument(name))?.["dist-tags"] ?? {};
        return judgeDistTags({ version, distTags, rollback: await rollback() });
      },
    }),
  );
}
