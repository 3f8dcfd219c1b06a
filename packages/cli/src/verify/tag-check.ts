import { type Resource, ReleaserError, trailerValues } from "@releaser/core";
import { failures, failureOf, type TagVerification, verifyTag } from "@releaser/provenance";
import { once } from "../once.ts";
import { pageChecksums } from "../release/adopt-page.ts";
import { settledPage } from "../release/page-of.ts";
import { assetNames } from "../release/release.ts";
import { fetchTagObject, localTag, remoteTag } from "../release/remote-tag.ts";
import type { Train } from "../release/train.ts";
import { checkResource, nothingThere } from "./check-resource.ts";

/** The tag as judged once for all checks; undefined where there is none. */
export type JudgedTag = () => Promise<TagVerification | undefined>;

/** The tag that the remote has, else the one here. Makes no reference. */
export function judgeTag(train: Train): JudgedTag {
  const { git, context, release, trust } = train;
  return once(async () => {
    const oid = await tagObject(train);
    if (oid === undefined) return undefined;
    const { exec } = context;
    return await verifyTag({ git, exec, name: release.tag, oid, object: release.commit, ...trust });
  });
}

/** Throws `E_TAG_CONFLICT` where the one here is another than the remote's. */
async function tagObject(train: Train): Promise<string | undefined> {
  const { tag } = train.release;
  const here = await localTag(train.git, tag);
  const there = train.tagged ? await remoteTag(train.git, train.remote, tag) : undefined;
  if (here === undefined) return await fetchTagObject(train, tag, there);
  // Before anything is fetched: git fetches nothing where a reference here leads to what is no object of git.
  if (there === undefined || here === there) return here;
  throw failures.E_TAG_CONFLICT({ tag, expected: `${there} at ${train.remote}`, found: `${here} here` });
}

/** The tag, which vouches for the checksum file and so for all the rest: its signature, signer, name, commit, date and plan. Fails with the `E_TAG_*` of what is wrong. */
export function tagCheck({ release }: Train, judged: JudgedTag): Resource {
  return checkResource({
    id: `signature:${release.tag}`,
    title: `verifying the signature of ${release.tag}`,
    held: "signer, name, commit and plan agree",
    look: async () => {
      const verified = await judged();
      if (verified === undefined) return nothingThere;
      const failure = failureOf(verified);
      if (failure !== undefined) throw new ReleaserError(failure);
      const [digest] = trailerValues(verified.trailers, "Plan-Digest");
      return digest === release.plan.digest ? undefined : "its Plan-Digest is not the plan's";
    },
  });
}

/** The release page's checksum file is the one that the tag signs. */
export function checksumsCheck(train: Train, judged: JudgedTag): Resource {
  const { release } = train;
  return checkResource({
    id: `checksums:${release.key}`,
    title: `comparing the checksum file of ${release.tag}`,
    held: "the tag signs it",
    look: async () => {
      // Where nothing is signed yet there is nothing to compare with; that it should be is the signature's check to tell.
      if ((await judged()) === undefined) return nothingThere;
      const signed = await signedChecksums(judged);
      const sums = await pageChecksums(train, await settledPage(train, signed));
      if (sums === undefined) return nothingThere;
      const file = assetNames(release.key).checksums;
      return sums.digest === signed
        ? undefined
        : `${file} has sha256 ${sums.digest}, and the tag signs ${signed ?? "none"}`;
    },
  });
}

/** What the judged tag says the SHA-256 of the checksum file is. */
export async function signedChecksums(judged: JudgedTag): Promise<string | undefined> {
  return trailerValues((await judged())?.trailers ?? [], "Checksums-SHA256")[0];
}
