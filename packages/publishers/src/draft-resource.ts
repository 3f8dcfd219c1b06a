import type { Observation, Resource } from "@releaser/core";
import { failures } from "./failures.ts";
import type { PageState, ReleasePage } from "./release-page.ts";

export interface DraftResourceOptions {
  readonly page: ReleasePage;
  readonly tag: string;
  readonly title: string;
  /** The plan's digest: a draft with another one is another plan's. */
  readonly marker: string;
  readonly prerelease: boolean;
  readonly after?: readonly string[];
  /** Whether nothing is public yet: the tag is not pushed. */
  readonly replaceable: () => Promise<boolean>;
}

/** A release page that this plan made, id `draft:<tag>`. Another plan's draft is replaced only while nothing is public. */
export function draftResource(options: DraftResourceOptions): Resource<PageState> {
  const { page, tag, title, marker, prerelease, after } = options;
  return {
    id: `draft:${tag}`,
    stage: "staged",
    title: `drafting the release page of ${tag}`,
    ...(after && { after }),
    observe: async () => {
      const found = await page.find(tag);
      if (!found) return { is: "absent" };
      return found.marker === marker ? { is: "equal", seen: found } : await foreign(found, options);
    },
    apply: async (seen) => {
      if (seen.is === "different") await page.discard(tag);
      await page.createDraft({ tag, title, marker, prerelease });
    },
    describe: (seen) => `${seen.draft ? "draft" : "public"} at ${page.locate(tag)}`,
  };
}

async function foreign(
  found: PageState,
  { page, tag, replaceable }: DraftResourceOptions,
): Promise<Observation<PageState>> {
  return {
    is: "different",
    seen: found,
    why: "its marker names another plan",
    replaceable: found.draft && (await replaceable()),
    failure: failures.E_DRAFT_FOREIGN({ tag, where: page.locate(tag) }).failure,
  };
}
