import type { Resource } from "@releaser/core";
import { requirePage } from "./require-page.ts";
import { failures } from "../failures.ts";
import type { FindPage, PageState, ReleasePage } from "./release-page.ts";

export interface PublicResourceOptions {
  readonly page: ReleasePage;
  readonly find: FindPage;
  readonly tag: string;
  readonly prerelease: boolean;
  /** Whether this release is to be the latest one, as things stand now. */
  readonly latest: () => Promise<boolean>;
  readonly after?: readonly string[];
}

/** A release page that everyone sees, id `public:<tag>`. Never made public without assets (`E_RELEASE_EMPTY`). */
export function publicResource({
  page,
  find,
  tag,
  prerelease,
  latest,
  after,
}: PublicResourceOptions): Resource<PageState> {
  return {
    id: `public:${tag}`,
    stage: "released",
    title: `making the release page of ${tag} public`,
    ...(after && { after }),
    observe: async () => {
      const found = await find();
      const holds = found && !found.draft && found.latest === (await latest()) && found.prerelease === prerelease;
      return holds ? { is: "equal", seen: found } : { is: "absent" };
    },
    apply: async () => {
      const found = await requirePage({ page, tag }, find);
      if (found.assets.length === 0) throw failures.E_RELEASE_EMPTY({ tag, where: found.where });
      const flags = { latest: await latest(), prerelease };
      await (found.draft ? page.makePublic(found.id, flags) : page.update(found.id, flags));
    },
    describe: (seen) => `${seen.where}${seen.latest ? ", latest" : ""}`,
  };
}
