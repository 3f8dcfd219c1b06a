import { isImageDigest } from "./image-digest.ts";
import { parseImage, isRecord, parseJson } from "@releaser/core";

/** One image of a release. */
export interface ReleasedImage {
  /** `ghcr.io/acme/app`. */
  readonly image: string;
  /** The tag that names this version for ever. */
  readonly tag: string;
  readonly digest: string;
  readonly platforms: readonly string[];
}

/** The document `release-images.v1`: what the images of a release are, written before the tag, which signs it through the checksum file. */
export function renderImages(images: readonly ReleasedImage[]): string {
  return `${JSON.stringify({ schema: "release-images.v1", images }, undefined, 2)}\n`;
}

/** The images that such a document names; undefined where it is none. */
export function parseImages(text: string): readonly ReleasedImage[] | undefined {
  const document = parseJson(text);
  if (!isRecord(document) || document["schema"] !== "release-images.v1") return undefined;
  const entries: readonly unknown[] | undefined = Array.isArray(document["images"]) ? document["images"] : undefined;
  const images = entries?.map((entry) => toImage(entry));
  return images?.every((image) => image !== undefined) ? images : undefined;
}

function toImage(entry: unknown): ReleasedImage | undefined {
  if (!isRecord(entry)) return undefined;
  const { image, tag, digest, platforms } = entry;
  if (typeof image !== "string" || !parseImage(image) || typeof tag !== "string" || !isImageDigest(digest)) {
    return undefined;
  }
  if (!Array.isArray(platforms) || !platforms.every((one) => typeof one === "string")) return undefined;
  return { image, tag, digest, platforms };
}
