import { isRecord, parseJson } from "@releaser/core";
import { lstatSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { failures } from "../failures.ts";
import { imageDigest, isImageDigest } from "./image-digest.ts";
import { type ImageManifest, largestManifest, manifestTypes } from "./image-registry.ts";

/** A piece of an image in its layout. */
export interface LayoutBlob {
  readonly digest: string;
  /** Absolute path. */
  readonly file: string;
}

/** An image as a folder holds it: an OCI image layout with one image or one index in it. */
export interface ImageLayout {
  /** Every manifest after those that it names; the last is the image itself. */
  readonly manifests: readonly ImageManifest[];
  readonly blobs: readonly LayoutBlob[];
  /** Sorted: `linux/amd64`, `linux/arm64/v8`. */
  readonly platforms: readonly string[];
}

const mostManifests = 500;

/** Reads a layout. The bytes of manifests are compared with their digests, those of other blobs when they are pushed. Throws `E_IMAGE_LAYOUT`. */
export async function readImageLayout(dir: string, image: string): Promise<ImageLayout> {
  const refuse = (why: string): Error => failures.E_IMAGE_LAYOUT({ image, why });
  const index = parseJson(await readSmall(join(dir, "index.json"), refuse));
  const listed = isRecord(index) && Array.isArray(index["manifests"]) ? index["manifests"] : [];
  if (listed.length !== 1) throw refuse(`its index.json lists ${listed.length} images, where one is to be published`);
  const walk: Walk = { dir, refuse, manifests: new Map(), blobs: new Map(), platforms: new Set() };
  await visit(listed[0], walk, undefined);
  return {
    manifests: [...walk.manifests.values()],
    blobs: [...walk.blobs.values()],
    platforms: [...walk.platforms].toSorted(),
  };
}

interface Walk {
  readonly dir: string;
  readonly refuse: (why: string) => Error;
  readonly manifests: Map<string, ImageManifest>;
  readonly blobs: Map<string, LayoutBlob>;
  readonly platforms: Set<string>;
}

/** Children come first, because a registry takes no manifest whose parts it does not have. */
async function visit(descriptor: unknown, walk: Walk, platform: string | undefined): Promise<void> {
  const { digest, mediaType } = toDescriptor(descriptor, walk);
  if (walk.manifests.has(digest)) return;
  if (walk.manifests.size >= mostManifests) throw walk.refuse(`it has more than ${mostManifests} manifests`);
  const bytes = Buffer.from(await readSmall(blobPath(walk.dir, digest), walk.refuse));
  if (imageDigest(bytes) !== digest) throw walk.refuse(`the bytes of ${digest} have another digest`);
  if (!manifestTypes.includes(mediaType)) throw walk.refuse(`${digest} is of the type ${mediaType}, which is no image`);
  const manifest = parseJson(bytes.toString("utf8"));
  if (!isRecord(manifest)) throw walk.refuse(`${digest} is no manifest`);
  const children: readonly unknown[] = Array.isArray(manifest["manifests"]) ? manifest["manifests"] : [];
  for (const child of children) await visit(child, walk, platformOf(child));
  if (children.length === 0) await takeParts(manifest, walk, platform);
  walk.manifests.set(digest, { digest, mediaType, bytes });
}

async function takeParts(
  manifest: Readonly<Record<string, unknown>>,
  walk: Walk,
  platform: string | undefined,
): Promise<void> {
  const layers: readonly unknown[] = Array.isArray(manifest["layers"]) ? manifest["layers"] : [];
  for (const part of [manifest["config"], ...layers]) {
    const { digest, size } = toDescriptor(part, walk);
    const file = blobPath(walk.dir, digest);
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size !== size) throw walk.refuse(`it has no ${digest} of ${size} bytes`);
    walk.blobs.set(digest, { digest, file });
  }
  const { digest } = toDescriptor(manifest["config"], walk);
  const known =
    platform ?? platformOf({ platform: parseJson(await readSmall(blobPath(walk.dir, digest), walk.refuse)) });
  if (known !== undefined && !known.startsWith("unknown/")) walk.platforms.add(known);
}

interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}

function toDescriptor(value: unknown, { refuse }: Walk): Descriptor {
  const { digest, size, mediaType } = isRecord(value) ? value : {};
  if (isImageDigest(digest) && typeof size === "number" && typeof mediaType === "string") {
    return { digest, size, mediaType };
  }
  throw refuse(`it names a part without media type, size and SHA-256: ${JSON.stringify(digest)}`);
}

function platformOf(value: unknown): string | undefined {
  const platform = isRecord(value) ? value["platform"] : undefined;
  if (!isRecord(platform)) return undefined;
  const { os, architecture, variant } = platform;
  if (typeof os !== "string" || typeof architecture !== "string") return undefined;
  return [os, architecture, ...(typeof variant === "string" && variant !== "" ? [variant] : [])].join("/");
}

function blobPath(dir: string, digest: string): string {
  return join(dir, "blobs/sha256", digest.slice("sha256:".length));
}

async function readSmall(file: string, refuse: Walk["refuse"]): Promise<string> {
  const found = lstatSync(file, { throwIfNoEntry: false });
  const name = file.split(/[/\\]/u).slice(-2).join("/");
  if (found?.isFile() !== true) throw refuse(`there is no file ${name}`);
  if (found.size > largestManifest) throw refuse(`${name} has ${found.size} bytes`);
  return await readFile(file, "utf8");
}
