import type { Resource } from "@releaser/core";
import { leftoverDrafts } from "./choose-page.ts";
import type { PageMarker, ReleasePage } from "./release-page.ts";

export interface LeftoversResourceOptions {
  readonly page: ReleasePage;
  readonly tag: string;
  /** What the tag at the remote signs. */
  readonly settled: PageMarker;
  readonly after?: readonly string[];
}

/**
 * No draft that lost a race, or that a run left before the push of the tag settled the bytes, id `drafts:<tag>`. Drafts that people
 * made are left alone.
 */
export function leftoversResource({ page, tag, settled, after }: LeftoversResourceOptions): Resource {
  const left = async (): ReturnType<ReleasePage["list"]> => leftoverDrafts(await page.list(tag), settled);
  return {
    id: `drafts:${tag}`,
    stage: "tagged",
    title: `discarding drafts of ${tag} that lead nowhere`,
    ...(after && { after }),
    observe: async () => {
      const drafts = await left();
      const why = `${drafts.length} draft${drafts.length === 1 ? "" : "s"} of ${tag} beside the one that it signs`;
      return drafts.length === 0
        ? { is: "equal", seen: drafts }
        : { is: "different", seen: drafts, why, replaceable: true };
    },
    apply: async () => {
      for (const { id } of await left()) await page.discard(id);
    },
    describe: () => "none is left",
  };
}
