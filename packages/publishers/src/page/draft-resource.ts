import type { Observation, Resource } from "@releaser/core";
import { choosePage } from "./choose-page.ts";
import { failures } from "../failures.ts";
import type { PageMarker, PageState, ReleasePage } from "./release-page.ts";

export interface DraftResourceOptions {
  readonly page: ReleasePage;
  readonly tag: string;
  readonly title: string;
  readonly marker: PageMarker;
  readonly prerelease: boolean;
  readonly after?: readonly string[];
}

/**
 * A release page of this plan with these bytes, id `draft:<tag>`. Drafts of other bytes or plans are left alone; a public page
 * of another plan is a conflict (`E_DRAFT_FOREIGN`).
 */
export function draftResource(options: DraftResourceOptions): Resource<PageState> {
  const { page, tag, title, marker, prerelease, after } = options;
  return {
    id: `draft:${tag}`,
    stage: "staged",
    title: `drafting the release page of ${tag}`,
    ...(after && { after }),
    observe: async () => {
      const found = choosePage(await page.list(tag), marker);
      if (!found) return { is: "absent" };
      return found.marker?.plan === marker.plan ? { is: "equal", seen: found } : foreign(found);
    },
    apply: async () => void (await page.createDraft({ tag, title, marker, prerelease })),
    describe: (seen) => `${seen.draft ? "draft" : "public"} at ${seen.where}`,
  };
}

function foreign(found: PageState): Observation<PageState> {
  const { tag, where } = found;
  return {
    is: "different",
    seen: found,
    why: "its marker names another plan",
    replaceable: false,
    failure: failures.E_DRAFT_FOREIGN({ tag, where }).failure,
  };
}
