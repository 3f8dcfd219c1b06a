import { join } from "node:path";
import { parseChecksums } from "@releaser/checksums";
import { sha256 } from "@releaser/core";
import { replaceFolder } from "./replace-folder.ts";
import { downloadText } from "./page-text.ts";
import { assetNames } from "./release.ts";
import type { Train } from "./train.ts";

/** The page's checksum file, uploaded last: where it is, every asset is. */
export async function pageChecksums({
  page,
  release,
}: Pick<Train, "page" | "release">): Promise<{ readonly text: string; readonly digest: string } | undefined> {
  const text = await downloadText(page, release.tag, assetNames(release.key).checksums);
  return text === undefined ? undefined : { text, digest: sha256(text) };
}

/** Takes the release's bytes from its page into its folder. What they are is verified when the folder is read. */
export async function adoptPage({ page, release }: Train, checksums: string): Promise<void> {
  const names = assetNames(release.key);
  const there = new Set((await page.find(release.tag))?.assets.map(({ name }) => name));
  const wanted = [
    ...parseChecksums(checksums).files.map(({ name }) => name),
    names.evidence,
    names.distTags,
    names.checksums,
  ];
  await replaceFolder(release.packed, async (dir) => {
    for (const name of wanted.filter((one) => there.has(one))) await page.download(release.tag, name, join(dir, name));
  });
}
