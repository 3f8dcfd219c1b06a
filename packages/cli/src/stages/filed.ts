import type { Observation, Resource } from "@releaser/core";
import { type FiledRecord, filedAt, type FollowUp } from "../release/follow-up.ts";
import { bringFollowUp, requireTip } from "../release/bring-follow-up.ts";
import { observeOffered } from "../release/offered-follow-up.ts";
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

/** The records of a release on its branch, id `filed:<key>`. */
export function filedResource(train: Train): Resource {
  const { release, branch } = train;
  return {
    id: `filed:${release.key}`,
    stage: "filed",
    title: `filing the records of ${release.key} on ${branch}`,
    after: [publicId(train)],
    observe: () => observe(train),
    apply: async () => {
      const records = await readRecords(train);
      const tip = await requireTip(train);
      // Another run may have filed them since they were looked for.
      if ((await filedAt(train.git, tip, records)).is !== "absent") return;
      await bringFollowUp(train, tip, toFollowUp(train, records));
    },
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
      return records.length === 0
        ? { is: "absent" }
        : await observeOffered(train, {
            head: toFollowUp(train, records).head,
            isWhole: async (at) => (await filedAt(git, at, records)).is === "equal",
          });
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

/** The records as a follow-up of the release. */
function toFollowUp({ release, page }: Train, records: readonly FiledRecord[]): FollowUp {
  const { tag } = release;
  return {
    records,
    title: `chore(release): file the records of ${tag}`,
    head: `releaser/filed-${tag}`,
    body: `The records of [${tag}](${page.locate(tag)}), byte for byte as its release page has them. The release is whole without this pull request; merged, it keeps them in the repository too.`,
  };
}
