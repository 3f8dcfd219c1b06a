import { readMarkedSection, renderMarkedSection, type Resource } from "@releaser/core";
import type { FindPage, ReleasePage } from "./release-page.ts";

const section = "rolled-back";
const hint = "this release was rolled back";

/** A body with a banner at its top, between marks of its own. What was there of one before is replaced. */
export function withBanner(body: string, banner: string): string {
  return `${renderMarkedSection(section, { hint, content: banner })}\n\n${splitBanner(body).body}`;
}

/** A body without its banner, and what the banner says; undefined where it has none. */
export function splitBanner(body: string): { readonly banner: string | undefined; readonly body: string } {
  const found = readMarkedSection(body, section);
  if (found.is !== "there") return { banner: undefined, body };
  return { banner: found.content, body: (found.before + found.after).replace(/^\n+/u, "") };
}

export interface BannerOptions {
  readonly page: ReleasePage;
  readonly find: FindPage;
  readonly tag: string;
  /** Markdown. */
  readonly banner: string;
}

/** What a release page says first of a release that was rolled back, id `banner:<tag>`. A page that is not public is left alone. */
export function bannerResource({ page, find, tag, banner }: BannerOptions): Resource<string> {
  return {
    id: `banner:${tag}`,
    stage: "announced",
    title: `saying on the release page of ${tag} that it was rolled back`,
    observe: async () => {
      const found = await find();
      if (!found) return { is: "equal", seen: "there is no release page" };
      if (found.draft) return { is: "equal", seen: "it was never public, and stays a draft" };
      return splitBanner(found.body).banner === undefined ? { is: "absent" } : { is: "equal", seen: found.where };
    },
    apply: async () => {
      const found = await find();
      if (found && !found.draft) await page.setBody(found.id, withBanner(found.body, banner));
    },
    describe: (seen) => seen,
  };
}
