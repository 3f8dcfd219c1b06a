import type { Git, Observation, Resource } from "@releaser/core";
import { classifyRemote } from "@releaser/publishers";
import { failures } from "../failures.ts";
import { commitOnTop, type FiledRecord, filedAt, remoteTip } from "../release/follow-up.ts";
import { observeOffered, offer } from "../release/offered-follow-up.ts";
import { settledPage } from "../release/page-of.ts";
import { downloadText } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { publicId } from "./released.ts";

/** FILED: the records of the release, byte for byte, in one follow-up commit on its branch, or offered to it in a pull request. */
export const filed: StageDefinition = {
  stage: "filed",
  resources: (train) => [filedResource(train)],
};

function filedResource(train: Train): Resource {
  const { release, branch } = train;
  return {
    id: `filed:${release.key}`,
    stage: "filed",
    title: `filing the records of ${release.key} on ${branch}`,
    after: [publicId(train)],
    observe: () => observe(train),
    apply: () => file(train),
    describe: String,
  };
}

async function observe(train: Train): Promise<Observation> {
  const { git, branch, release } = train;
  const records = await readRecords(train);
  const tip = await requireTip(train);
  const state = await filedAt(git, tip, records);
  switch (state.is) {
    case "equal":
      return { is: "equal", seen: `release/checksums/${assetNames(release.key).checksums} on ${branch}` };
    case "different": {
      const why = `${state.other} on ${branch} is not what the release page has`;
      return { is: "different", seen: tip, why, replaceable: false };
    }
    case "absent":
      return records.length === 0 ? { is: "absent" } : await observeOffered(train, records);
  }
}

async function readRecords(train: Train): Promise<readonly FiledRecord[]> {
  const { page, release } = train;
  const state = await settledPage(train);
  const { checksums, statement, envelope, bundle, smoke } = assetNames(release.key);
  const read = await Promise.all(
    [checksums, statement, envelope, bundle, smoke].map(async (name) => ({
      name,
      content: await downloadText(page, state, name),
    })),
  );
  return read.flatMap(({ name, content }) =>
    content === undefined ? [] : [{ path: `release/checksums/${name}`, content }],
  );
}

async function requireTip(train: Train): Promise<string> {
  const tip = await remoteTip(train, train.branch);
  if (tip !== undefined) return tip;
  throw failures.E_FOLLOW_UP({ branch: train.branch, why: "the remote does not have the branch" });
}

/** A push that lost a race is tried again; one that is not allowed is offered instead. */
async function file(train: Train): Promise<void> {
  const { git, remote, branch } = train;
  const records = await readRecords(train);
  const commit = await commitOnTop(train, await requireTip(train), records);
  const pushed = await git.run(["push", "--quiet", remote, `${commit}:refs/heads/${branch}`], { accept: [0, 1, 128] });
  if (pushed.code === 0) return await followHere(git, branch, commit);
  const kind = classifyRemote(pushed.stderr);
  if (kind !== "auth" && kind !== "fatal") throw failures.E_FOLLOW_UP({ branch, why: pushed.stderr.trim() });
  await offer(train, records);
}

/** Moves the branch here along where that is a plain fast-forward of a clean checkout. */
async function followHere(git: Git, branch: string, commit: string): Promise<void> {
  const head = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"], { accept: [0, 1] });
  const status = await git.text(["status", "--porcelain", "--untracked-files=no"]);
  if (head.stdout.trim() === branch && status === "") {
    await git.run(["merge", "--quiet", "--ff-only", commit], { accept: [0, 1, 128] });
  }
}
