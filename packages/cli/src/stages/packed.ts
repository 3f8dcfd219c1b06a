import { relative } from "node:path";
import { type Observation, ReleaserError, type Resource } from "@releaser/core";
import { failureOf, verifyTag } from "@releaser/provenance";
import { adoptPage, lookingAgain, pageChecksums } from "../release/adopt-page.ts";
import { packRelease } from "../release/pack-release.ts";
import { changedSince, type PackedRelease, readPacked } from "../release/packed-release.ts";
import { settledPage } from "../release/page-of.ts";
import { fetchTags, localTag, remoteTags, taggedChecksums } from "../release/remote-tag.ts";
import { releaseTags } from "../release/release-tags.ts";
import type { Train } from "../release/train.ts";
import { failures } from "../failures.ts";
import type { Proof } from "./proven.ts";

/**
 * PACKED: the release's bytes lie here and are the ones that count. The tag's word comes first, then the draft's or page's
 * assets; only where neither has the bytes are they packed.
 */
export function packed(train: Train, proof: Proof): Resource<PackedRelease> {
  const { release } = train;
  return {
    id: `packed:${release.key}`,
    stage: "packed",
    title: `packing ${release.key}`,
    after: proof.resources.map(({ id }) => id),
    observe: () => observe(train),
    apply: () => obtain(train, proof),
    describe: ({ tarballs, digest }) =>
      `${tarballs.length} tarball${tarballs.length === 1 ? "" : "s"}, checksums ${digest.slice(0, 12)}…`,
  };
}

async function observe(train: Train): Promise<Observation<PackedRelease>> {
  const here = await readPacked(train.release);
  if (!here) {
    await refuseChanged(train);
    return { is: "absent" };
  }
  // A draft that another run makes whole from now on changes nothing: the push of the tag decides between the two.
  const settled = train.tagged ? await taggedChecksums(train.git, train.release.tag) : here.digest;
  return settled === undefined || settled === here.digest
    ? { is: "equal", seen: here }
    : {
        is: "different",
        seen: here,
        why: `settled are the bytes with checksums ${settled.slice(0, 12)}…`,
        replaceable: true,
      };
}

/** Bytes that were recorded and are others now are never packed anew in silence: somebody has to know why. */
async function refuseChanged({ release, context, tagged: signed }: Train): Promise<void> {
  const problems = await changedSince(release);
  if (problems.length === 0) return;
  const dir = relative(context.root, release.packed);
  throw failures.E_PACKED_DIFFERS({ key: release.key, dir, signed, problems });
}

/**
 * Brings here what the world has settled: the remote's tag, and the page's bytes where they are the ones that count.
 * Both are copies on this machine; nothing elsewhere changes.
 */
export async function fetchSettled(train: Train): Promise<void> {
  if (train.tagged) await fetchTags(train, releaseTags(train), await remoteTags(train.git, train.remote));
  await lookingAgain(async () => await adoptSettled(train));
}

async function adoptSettled(train: Train): Promise<void> {
  const { git, release } = train;
  const state = await settledPage(train);
  const onPage = await pageChecksums(train, state);
  if (state === undefined || onPage === undefined) return;
  if ((await readPacked(release))?.digest === onPage.digest) return;
  const signed = await taggedChecksums(git, release.tag);
  if (signed === undefined || signed === onPage.digest) await adoptPage(train, state, onPage.text);
}

async function obtain(train: Train, proof: Proof): Promise<void> {
  if (!train.tagged) return await packRelease(train, proof.build);
  await refuseForeignTag(train);
  const why = "a signed tag names them, and the release page does not have them";
  throw failures.E_PACKED_LOST({ key: train.release.key, why });
}

/** A tag of another commit signs other bytes: then it is the tag that is told, and nothing is lost. */
async function refuseForeignTag({ git, context, release, trust }: Train): Promise<void> {
  if ((await localTag(git, release.tag)) === undefined) return;
  const { exec } = context;
  const failure = failureOf(await verifyTag({ git, exec, name: release.tag, object: release.commit, ...trust }));
  if (failure !== undefined) throw new ReleaserError(failure);
}
