import { join } from "node:path";
import { askRemote } from "@releaser/publishers";
import type { Git, Observation, Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { asCommitter } from "../release/as-committer.ts";
import { settledPage } from "../release/page-of.ts";
import { downloadText, inTemporaryFolder } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { publicId } from "./released.ts";

/** FILED: the records of the release, byte for byte, in one follow-up commit on its branch. */
export const filed: StageDefinition = {
  stage: "filed",
  resources: (train) => [filedResource(train)],
};

interface FiledRecord {
  readonly path: string;
  readonly content: string;
}

function filedResource(train: Train): Resource {
  const { release, branch } = train;
  return {
    id: `filed:${release.key}`,
    stage: "filed",
    title: `filing the records of ${release.key} on ${branch}`,
    after: [publicId(train)],
    observe: () => observe(train),
    apply: () => file(train),
    describe: () => `release/checksums/${assetNames(release.key).checksums} on ${branch}`,
  };
}

async function observe(train: Train): Promise<Observation> {
  const tip = await remoteTip(train);
  const records = await readRecords(train);
  const found = await Promise.all(
    records.map(async ({ path, content }) => ({ path, content, found: await blobAt(train.git, tip, path) })),
  );
  const other = found.find((record) => record.found !== undefined && record.found !== record.content);
  if (other) {
    return {
      is: "different",
      seen: tip,
      why: `${other.path} on ${train.branch} is not what the release page has`,
      replaceable: false,
    };
  }
  return records.length > 0 && found.every((record) => record.found !== undefined)
    ? { is: "equal", seen: tip }
    : { is: "absent" };
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

/**
 * The branch's tip at the remote, fetched, so that the commit comes on top of whatever else landed. FETCH_HEAD is not asked:
 * another run in the same repository writes it too.
 */
async function remoteTip({ git, remote, branch }: Train): Promise<string> {
  const name = `refs/heads/${branch}`;
  const { stdout } = await askRemote(git, remote, ["ls-remote", "--end-of-options", remote, name]);
  const [tip = ""] = stdout.split("\t");
  const fetching = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, name];
  if (!(await isHere(git, tip))) await askRemote(git, remote, fetching);
  return tip;
}

async function isHere(git: Git, commit: string): Promise<boolean> {
  const found = await git.run(["cat-file", "-e", `${commit}^{commit}`], { accept: [0, 1, 128] });
  return found.code === 0;
}

async function blobAt(git: Git, commit: string, path: string): Promise<string | undefined> {
  const found = await git.run(["cat-file", "blob", `${commit}:${path}`], { accept: [0, 128] });
  return found.code === 0 ? found.stdout : undefined;
}

async function file(train: Train): Promise<void> {
  const { git, remote, branch } = train;
  const tip = await remoteTip(train);
  const commit = await commitOnTop(train, tip, await readRecords(train));
  const pushed = await git.run(["push", "--quiet", remote, `${commit}:refs/heads/${branch}`], { accept: [0, 1, 128] });
  if (pushed.code !== 0) throw failures.E_FOLLOW_UP({ branch, why: pushed.stderr.trim() });
  await followHere(git, branch, commit);
}

async function commitOnTop(
  { git, release, context }: Train,
  tip: string,
  records: readonly FiledRecord[],
): Promise<string> {
  const blobs = await Promise.all(
    records.map(
      async ({ path, content }) =>
        `100644 blob ${await git.text(["hash-object", "-w", "--stdin"], { input: content })}\t${path}`,
    ),
  );
  return await inTemporaryFolder(async (dir) => {
    const env = { GIT_INDEX_FILE: join(dir, "index") };
    await git.text(["read-tree", tip], { env });
    await git.text(["update-index", "--index-info"], { env, input: `${blobs.join("\n")}\n` });
    const tree = await git.text(["write-tree"], { env });
    const message = `chore(release): file the records of ${release.tag}\n\nPlan-Digest: ${release.plan.digest}\n`;
    const committer = await asCommitter(context, git);
    return await committer.text(["commit-tree", tree, "-p", tip, "-F", "-"], { input: message });
  });
}

/** Moves the branch here along where that is a plain fast-forward of a clean checkout. */
async function followHere(git: Git, branch: string, commit: string): Promise<void> {
  const head = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"], { accept: [0, 1] });
  const status = await git.text(["status", "--porcelain", "--untracked-files=no"]);
  if (head.stdout.trim() === branch && status === "") {
    await git.run(["merge", "--quiet", "--ff-only", commit], { accept: [0, 1, 128] });
  }
}
