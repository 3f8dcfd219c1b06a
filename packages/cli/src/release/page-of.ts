import { chooseSettledPage, choosePage, type FindPage, type PageState } from "@releaser/publishers";
import { assetNames } from "./release.ts";
import { taggedChecksums } from "./remote-tag.ts";
import type { Train } from "./train.ts";

type Paged = Pick<Train, "git" | "page" | "release">;

/** The page of a release with the bytes whose checksum file has this SHA-256, as it is at each call. */
export function pageOf({ page, release }: Pick<Train, "page" | "release">, checksums: string): FindPage {
  return async () => choosePage(await page.list(release.tag), { plan: release.plan.digest, checksums });
}

/** The page whose bytes count where none are packed here: that of the bytes which the tag signs, unless told the tag of this clone; without a tag, of the oldest complete draft. */
export async function settledPage(train: Paged, signed?: string): Promise<PageState | undefined> {
  const { tag, key, plan } = train.release;
  return chooseSettledPage(await train.page.list(tag), {
    plan: plan.digest,
    checksums: signed ?? (await taggedChecksums(train.git, tag)),
    file: assetNames(key).checksums,
  });
}
