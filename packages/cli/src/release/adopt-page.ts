import { join } from "node:path";
import { parseChecksums } from "@releaser/checksums";
import type { PageState } from "@releaser/publishers";
import { ReleaserError, sha256 } from "@releaser/core";
import { replaceFolder } from "./replace-folder.ts";
import { downloadText } from "./page-text.ts";
import { assetNames } from "./release.ts";
import type { Train } from "./train.ts";

/** A page's checksum file, and the SHA-256 of what it holds now. */
export interface PageChecksums {
  readonly text: string;
  readonly digest: string;
}

/** The page's checksum file, uploaded last: where it is, every asset is. */
export async function pageChecksums(
  { page, release }: Pick<Train, "page" | "release">,
  state: PageState | undefined,
): Promise<PageChecksums | undefined> {
  const text = await downloadText(page, state, assetNames(release.key).checksums);
  return text === undefined ? undefined : { text, digest: sha256(text) };
}

/** Takes the release's bytes from its page into its folder. What they are is verified when the folder is read. */
export async function adoptPage({ page, release }: Train, state: PageState, checksums: string): Promise<void> {
  const names = assetNames(release.key);
  const there = new Set(state.assets.map(({ name }) => name));
  const wanted = [
    ...parseChecksums(checksums).files.map(({ name }) => name),
    names.evidence,
    names.distTags,
    names.checksums,
  ];
  await replaceFolder(release.packed, async (dir) => {
    for (const name of wanted.filter((one) => there.has(one))) await page.download(state.id, name, join(dir, name));
  });
}

/** Does it again where a page went away under it: another run made the draft public, or discarded it. */
export async function lookingAgain<T>(work: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const gone = error instanceof ReleaserError && error.failure.code === "E_RELEASE_ABSENT";
    if (!gone || attempts <= 1) throw error;
    return await lookingAgain(work, attempts - 1);
  }
}
