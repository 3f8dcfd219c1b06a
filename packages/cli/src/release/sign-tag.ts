import {
  createSignedTag,
  type FoundTag,
  openGpgKey,
  openSigningKey,
  readTags,
  type SigningKey,
} from "@releaser/provenance";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "../once.ts";
import { asCommitter } from "./as-committer.ts";
import { releaseTags } from "./release-tags.ts";
import { remoteTags } from "./remote-tag.ts";
import { sharedWhileUsed } from "./shared-while-used.ts";
import type { Train } from "./train.ts";

/** What all tags of a release have in common, asked for when the first of them needs it. */
export interface Signing {
  readonly tagger: () => Promise<Tagger>;
  /** Hands over the key; those that sign at the same time share it. */
  readonly withKey: <T>(work: (key: SigningKey) => Promise<T>) => Promise<T>;
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

/** Opens nothing yet. */
export function openSigning(train: Train): Signing {
  const { context, git, remote } = train;
  return {
    tagger: once(async () => ({
      ...parseIdentity(await (await asCommitter(context, git)).text(["var", "GIT_COMMITTER_IDENT"])),
      date: context.clock.now(),
    })),
    withKey: sharedWhileUsed(
      async () => await openKey(train),
      async (key) => await key.dispose(),
    ),
    remoteTags: once(() => remoteTags(git, remote)),
    tagsHere: once(() => readTags(git, releaseTags(train))),
  };
}

/** A key that takes the folder with it that was made for it. */
async function openKey({ context, git }: Train): Promise<SigningKey> {
  const { env, exec, config } = context;
  const tempDir = await mkdtemp(join(tmpdir(), "releaser-"));
  const remove = async (): Promise<void> => await rm(tempDir, { recursive: true, force: true });
  try {
    const key = await (config.signing?.format === "gpg" ? openGpgKey : openSigningKey)({ env, git, exec, tempDir });
    const dispose = async (): Promise<void> => {
      await key.dispose();
      await remove();
    };
    return { ...key, dispose };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** `Name <email> seconds zone`, as `git var` gives it. */
function parseIdentity(text: string): Omit<Tagger, "date"> {
  const { name = "", email = "" } = /^(?<name>.*) <(?<email>[^<>]*)> \d+ [+-]\d{4}$/u.exec(text)?.groups ?? {};
  return { name, email };
}

/** Makes a signed tag of the release's commit and gives its object. Throws as `createSignedTag` and the key do. */
export async function signTag(
  train: Train,
  { signing, name, message }: { readonly signing: Signing; readonly name: string; readonly message: string },
): Promise<string> {
  const { git, context, release, trust } = train;
  const { exec, env, clock } = context;
  const tagger = await signing.tagger();
  const object = release.commit;
  return await signing.withKey(
    async (key) =>
      await createSignedTag({ git, exec, key, name, object, message, tagger, now: clock.now(), ...trust, env }),
  );
}
