import { failureOf, readTagRef, readTagRefs, renderTagMessage, verifyTag } from "@releaser/provenance";
import { leftoversResource, refPushResource } from "@releaser/publishers";
import { type Resource, trailerValues } from "@releaser/core";
import { maker } from "../context.ts";
import { firstLook } from "../release/first-look.ts";
import type { PackedRelease } from "../release/packed-release.ts";
import { fetchTags } from "../release/remote-tag.ts";
import { releaseTags } from "../release/release-tags.ts";
import { openSigning, type Signing, signTag } from "../release/sign-tag.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { durableId } from "./staged.ts";

/** TAGGED: signed, verified, then pushed together with the commit. The push is the lock of two racing runs: drafts that lost are discarded. */
export const tagged: StageDefinition = {
  stage: "tagged",
  resources: (train, packed) => {
    const signing = openSigning(train);
    const tags = releaseTags(train).map((tag) => tagResource({ train, packed, signing, tag }));
    const push = pushResource(train, tags);
    const { page, release } = train;
    const settled = { plan: release.plan.digest, checksums: packed.digest };
    return [...tags, push, leftoversResource({ page, tag: release.tag, settled, after: [push.id] })];
  },
};

/** The id after which the release may go to registries. */
export function pushedId(train: Pick<Train, "release">): string {
  return `push:${train.release.tag}`;
}

interface TagOptions {
  readonly train: Train;
  readonly packed: PackedRelease;
  readonly signing: Signing;
  readonly tag: string;
}

function tagResource({ train, packed, signing, tag }: TagOptions): Resource {
  const { git, release, trust, context } = train;
  const find = firstLook(
    async () => (await signing.tagsHere()).get(tag),
    async () => await readTagRef(git, tag),
  );
  return {
    id: `tag:${tag}`,
    stage: "tagged",
    title: `signing ${tag}`,
    foreseen: true,
    after: [durableId(release)],
    observe: async () => {
      const found = await find();
      if (found === undefined) return { is: "absent" };
      const verified = await verifyTag({ git, exec: context.exec, name: tag, found, object: release.commit, ...trust });
      const seen = `${verified.signer ?? "nobody"} (${verified.fingerprint?.startsWith("SHA256:") ? "ssh" : "gpg"})`;
      const failure = failureOf(verified);
      if (failure !== undefined) return { is: "different", seen, why: failure.what, replaceable: false, failure };
      const [sums] = trailerValues(verified.trailers, "Checksums-SHA256");
      if (sums === packed.digest) return { is: "equal", seen };
      const why = `it signs checksums ${sums?.slice(0, 12) ?? "of nothing"}, packed are ${packed.digest.slice(0, 12)}`;
      return { is: "different", seen, why, replaceable: !(await signing.remoteTags()).has(tag) };
    },
    apply: async (seen) => {
      const there = await signing.remoteTags();
      if (there.has(tag)) return await fetchTags(train, [tag], there);
      // A run here signed it for bytes that are lost since, and never pushed it.
      if (seen.is === "different") await git.text(["update-ref", "-d", `refs/tags/${tag}`]);
      await signTag(train, { signing, name: tag, message: messageOf(train, { tag, checksums: packed.digest }) });
    },
    describe: (signer) => `signed by ${String(signer)}`,
  };
}

function messageOf(
  { release }: Train,
  { tag, checksums }: { readonly tag: string; readonly checksums: string },
): string {
  return renderTagMessage(release.plan, {
    ...(tag !== release.tag && { name: tag }),
    commit: release.commit,
    checksumsSha256: checksums,
    ...maker,
  });
}

/** All references in one atomic push, as they are here when it runs. */
function pushResource(train: Train, tags: readonly Resource[]): Resource {
  const { git, release, remote, branch } = train;
  const names = releaseTags(train);
  const open = async (): Promise<Resource | undefined> => {
    const here = await readTagRefs(git, names);
    if (here.size < names.length) return undefined;
    return refPushResource({
      git,
      remote,
      refs: [
        { name: `refs/heads/${branch}`, oid: release.commit },
        ...names.flatMap((name) => {
          const found = here.get(name);
          return found === undefined ? [] : [{ name: `refs/tags/${name}`, oid: found.oid }];
        }),
      ],
      stage: "tagged",
      id: pushedId(train),
      title: "",
      fastForward: true,
    });
  };
  return {
    id: pushedId(train),
    stage: "tagged",
    title: `pushing ${release.tag} and ${branch}`,
    after: tags.map(({ id }) => id),
    observe: async () => (await (await open())?.observe()) ?? { is: "absent" },
    apply: async (seen) => await (await open())?.apply(seen),
    describe: () => `${names.length + 1} references in ${remote}`,
  };
}
