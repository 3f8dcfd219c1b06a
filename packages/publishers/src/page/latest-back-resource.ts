import type { Resource } from "@releaser/core";
import type { FindPage, PageState, ReleasePage } from "./release-page.ts";

export interface LatestBackOptions {
  readonly page: ReleasePage;
  readonly find: FindPage;
  readonly tag: string;
  /** The public page that people are shown as the latest instead; undefined where there is none. */
  readonly predecessor: () => Promise<PageState | undefined>;
}

/**
 * Another release than one that was rolled back is shown as the latest, id `latest:<tag>`. Where there is no other, the page
 * becomes one of a prerelease, which nobody is shown first. An immutable page lets both be changed.
 */
export function latestBackResource({ page, find, tag, predecessor }: LatestBackOptions): Resource<string> {
  return {
    id: `latest:${tag}`,
    stage: "announced",
    title: `giving "latest" back from ${tag} to the release before`,
    observe: async () => {
      const found = await find();
      if (!found || found.draft) return { is: "equal", seen: "it was never shown as the latest" };
      if (!found.latest) return { is: "equal", seen: `${tag} is not the latest` };
      const other = await predecessor();
      const why = other ? `${tag} is, ${other.tag} is to be` : `${tag} is, and is to be a prerelease`;
      return { is: "different", seen: found.where, why, replaceable: true };
    },
    apply: async () => {
      const found = await find();
      if (!found?.latest) return;
      const other = await predecessor();
      if (other) await page.update(other.id, { latest: true });
      else await page.update(found.id, { latest: false, prerelease: true });
    },
    describe: (seen) => seen,
  };
}
