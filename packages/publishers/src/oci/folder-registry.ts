import { isRecord, parseJson } from "@releaser/core";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../write-atomically.ts";
import { readIfThere } from "../read-if-there.ts";
import { imageDigest, isImageDigest } from "./image-digest.ts";
import type { ImageManifest, ImageRegistry } from "./image-registry.ts";

const named = "org.opencontainers.image.ref.name";

interface Entry {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A folder as the registry of an image, in the form of an OCI image layout, which other tools read too: for a rehearsal. */
export function openFolderRegistry(dir: string, image: string): ImageRegistry {
  const blob = (digest: string): string => join(dir, "blobs/sha256", digest.slice("sha256:".length));
  const find = async (reference: string): Promise<Entry | undefined> =>
    (await readEntries(dir)).find(({ digest, annotations = {} }) => [digest, annotations[named]].includes(reference));
  return {
    image,
    manifest: async (reference) => {
      const entry = await find(reference);
      return entry && toManifest(entry, readFileSync(blob(entry.digest)));
    },
    hasBlob: (digest) => Promise.resolve(existsSync(blob(digest))),
    pushBlob: ({ digest, file }) => {
      mkdirSync(join(dir, "blobs/sha256"), { recursive: true });
      return Promise.resolve(copyFileSync(file, blob(digest)));
    },
    pushManifest: async (reference, { bytes, mediaType, digest }) => {
      mkdirSync(join(dir, "blobs/sha256"), { recursive: true });
      await writeAtomically(blob(digest), bytes);
      const entry = { mediaType, digest, size: bytes.length };
      await writeEntries(dir, placed(await readEntries(dir), entry, isImageDigest(reference) ? undefined : reference));
    },
    tags: async () => (await readEntries(dir)).flatMap(({ annotations = {} }) => annotations[named] ?? []),
    pushProblem: () => Promise.resolve(undefined),
  };
}

function toManifest({ mediaType }: Entry, bytes: Buffer): ImageManifest {
  return { mediaType, bytes, digest: imageDigest(bytes) };
}

/** One entry for each tag, and one for each digest that has none. */
function placed(entries: readonly Entry[], entry: Entry, tag: string | undefined): readonly Entry[] {
  const others = entries.filter(
    ({ digest, annotations }) => !(annotations?.[named] === tag && (tag !== undefined || digest === entry.digest)),
  );
  return [...others, { ...entry, ...(tag !== undefined && { annotations: { [named]: tag } }) }];
}

async function readEntries(dir: string): Promise<readonly Entry[]> {
  const index = parseJson((await readIfThere(join(dir, "index.json"))) ?? "");
  return isRecord(index) ? parseEntries(index["manifests"]) : [];
}

function parseEntries(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? (value as readonly Entry[]) : [];
}

async function writeEntries(dir: string, manifests: readonly Entry[]): Promise<void> {
  await writeAtomically(join(dir, "oci-layout"), `${JSON.stringify({ imageLayoutVersion: "1.0.0" })}\n`);
  const index = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests };
  await writeAtomically(join(dir, "index.json"), `${JSON.stringify(index, undefined, 2)}\n`);
}
