import {
  createSignedTag,
  failureOf,
  type FoundTag,
  openGpgKey,
  openSigningKey,
  readTagRef,
  readTags,
  renderTagMessage,
  verifyTag,
} from "@releaser/provenance";
import { leftoversResource, refPushResource } from "@releaser/publishers";
import { type Resource, trailerValues } from "@releaser/core";
import { maker } from "../context.ts";
import { firstLook } from "../release/first-look.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import type { PackedRelease } from "../release/packed-release.ts";
import { asCommitter } from "../release/as-committer.ts";
import { fetchTags, localTags, remoteTags } from "../release/remote-tag.ts";
import { releaseTags } from "../release/release-tags.ts";
import { once } from "../once.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { foreseeConflict } from "./foresee-conflict.ts";
import { durableId } from "./staged.ts";

/** TAGGED: signed, verified, then pushed together with the commit. The push is the lock of two racing runs: drafts that lost are discarded. */
export const tagged: StageDefinition = {
  stage: "tagged",
  resources: (train, packed) => {
    const signing = openSigning(train);
    const tags = releaseTags(train).map((tag) => foreseeConflict(tagResource({ train, packed, signing, tag })));
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

/** What all tags of a release have in common, asked for when the first of them needs it. */
interface Signing {
  readonly tagger: () => Promise<Tagger>;
  /** The tags that the remote has. Whoever comes later is met by the push. */
  readonly remoteTags: () => Promise<ReadonlyMap<string, string>>;
  /** The tags that are here. Each is looked at by itself once it was made. */
  readonly tagsHere: () => Promise<ReadonlyMap<string, FoundTag>>;
}

interface Tagger {
  readonly name: string;
  readonly email: string;
  /** The same for all tags of a run, so that one question tells whose key was valid then. */
  readonly date: Date;
}

interface TagOptions {
  readonly train: Train;
  readonly packed: PackedRelease;
  readonly signing: Signing;
  readonly tag: string;
}

function openSigning(train: Train): Signing {
  const { context, git, remote } = train;
  return {
    tagger: once(async () => ({
      ...parseIdentity(await (await asCommitter(context, git)).text(["var", "GIT_COMMITTER_IDENT"])),
      date: context.clock.now(),
    })),
    remoteTags: once(() => remoteTags(git, remote)),
    tagsHere: once(() => readTags(git, releaseTags(train))),
  };
}

/** `Name <email> seconds zone`, as `git var` gives it. */
function parseIdentity(text: string): Omit<Tagger, "date"> {
  const { name = "", email = "" } = /^(?<name>.*) <(?<email>[^<>]*)> \d+ [+-]\d{4}$/u.exec(text)?.groups ?? {};
  return { name, email };
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
      await sign({ train, packed, signing, tag });
    },
    describe: (signer) => `signed by ${String(signer)}`,
  };
}

async function sign({ train, packed, signing, tag }: TagOptions): Promise<void> {
  const { git, context, release, trust } = train;
  const { exec, env, clock } = context;
  const tagger = await signing.tagger();
  await inTemporaryFolder(async (tempDir) => {
    const openKey = context.config.signing?.format === "gpg" ? openGpgKey : openSigningKey;
    const key = await openKey({ env, git, exec, tempDir });
    try {
      const message = renderTagMessage(release.plan, {
        ...(tag !== release.tag && { name: tag }),
        commit: release.commit,
        checksumsSha256: packed.digest,
        ...maker,
      });
      await createSignedTag({
        git,
        exec,
        key,
        name: tag,
        object: release.commit,
        message,
        tagger,
        now: clock.now(),
        ...trust,
        env,
      });
    } finally {
      await key.dispose();
    }
  });
}

/** All references in one atomic push, as they are here when it runs. */
function pushResource(train: Train, tags: readonly Resource[]): Resource {
  const { git, release, remote, branch } = train;
  const names = releaseTags(train);
  const open = async (): Promise<Resource | undefined> => {
    const here = await localTags(git, names);
    if (here.size < names.length) return undefined;
    return refPushResource({
      git,
      remote,
      refs: [
        { name: `refs/heads/${branch}`, oid: release.commit },
        ...names.flatMap((name) => {
          const oid = here.get(name);
          return oid === undefined ? [] : [{ name: `refs/tags/${name}`, oid }];
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
