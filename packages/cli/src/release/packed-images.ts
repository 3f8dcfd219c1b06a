import { join } from "node:path";
import type { ChecksumRecord } from "@releaser/checksums";
import type { PageState } from "@releaser/publishers";
import type { ReleasedImage } from "@releaser/publishers/oci";
import { sha256 } from "@releaser/core";
import { downloadText } from "./page-text.ts";
import { readIfThere } from "./read-if-there.ts";
import { assetNames, type Release } from "./release.ts";
import type { Train } from "./train.ts";

/** Where an image is built below the folder of a release; on another machine there is nothing. */
export function layoutOf(packed: string, image: string): string {
  return join(packed, "images", sha256(image).slice(0, 12));
}

/** The images of a release whose bytes lie here; none where it has none. */
export async function packedImages({
  key,
  packed,
}: Pick<Release, "key" | "packed">): Promise<readonly ReleasedImage[]> {
  return await parse(readIfThere(join(packed, assetNames(key).images)));
}

/** The same of a page, as its checksum file records them. Other bytes than those are the page's check's to tell. */
export async function recordedImages(
  { page, release }: Pick<Train, "page" | "release">,
  record: ChecksumRecord,
  state: PageState | undefined,
): Promise<readonly ReleasedImage[]> {
  const name = assetNames(release.key).images;
  const recorded = record.files.find((file) => file.name === name)?.sha256;
  if (recorded === undefined) return [];
  const text = await downloadText(page, state, name);
  return await parse(text !== undefined && sha256(text) === recorded ? text : undefined);
}

async function parse(text: string | undefined): Promise<readonly ReleasedImage[]> {
  if (text === undefined) return [];
  const { parseImages } = await import("@releaser/publishers/oci");
  return parseImages(text) ?? [];
}
