import type { Resource } from "@releaser/core";
import { failures } from "./failures.ts";
import type { PageState, ReleasePage } from "./release-page.ts";

export interface PublicResourceOptions {
  readonly page: ReleasePage;
  readonly tag: string;
  /** Whether this release is to be the latest one, as things stand now. */
  readonly latest: () => Promise<boolean>;
  readonly after?: readonly string[];
}

/** A release page that everyone sees, id `public:<tag>`. Never made public without assets (`E_RELEASE_EMPTY`). */
export function publicResource({ page, tag, latest, after }: PublicResourceOptions): Resource<PageState> {
  return {
    id: `public:${tag}`,
    stage: "released",
    title: `making the release page of ${tag} public`,
    ...(after && { after }),
    observe: async () => {
      const found = await page.find(tag);
      const holds = found && !found.draft && found.latest === (await latest());
      return holds ? { is: "equal", seen: found } : { is: "absent" };
    },
    apply: async () => {
      const found = await page.find(tag);
      if (!found) throw failures.E_RELEASE_ABSENT({ tag, where: page.locate(tag) });
      if (found.assets.length === 0) throw failures.E_RELEASE_EMPTY({ tag, where: page.locate(tag) });
      await page.makePublic(tag, { latest: await latest() });
    },
    describe: (seen) => `${page.locate(tag)}${seen.latest ? ", latest" : ""}`,
  };
}
