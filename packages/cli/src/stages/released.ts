import { bodyResource, publicResource } from "@releaser/publishers";
import type { Resource } from "@releaser/core";
import { isLatest } from "../release/is-latest.ts";
import type { PackedRelease } from "../release/packed-release.ts";
import { pageBody } from "../release/page-body.ts";
import { pageOf } from "../release/page-of.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { isPrerelease } from "../release/release.ts";

/** RELEASED and ANNOUNCED: the body says where everything is and what is known; then the draft is made public, last. */
export const released: StageDefinition = {
  stage: "released",
  resources: (train, packed) => {
    const body = announcement(train, packed);
    const { page, release } = train;
    const open = publicResource({
      page,
      find: pageOf(train, packed.digest),
      tag: release.tag,
      prerelease: isPrerelease(release),
      latest: () => isLatest(train),
      after: [body.id],
    });
    return [body, train.rolledBack === undefined ? open : takenBack(open, train.rolledBack)];
  },
};

/** What a rollback did to the page stays. */
function takenBack(open: Resource, by: string): Resource {
  return {
    ...open,
    observe: () => Promise.resolve({ is: "superseded", seen: by, why: `rolled back, says ${by}` }),
  };
}

/** The id after which a release is public. */
export function publicId({ release }: Pick<Train, "release">): string {
  return `public:${release.tag}`;
}

function announcement(train: Train, packed: PackedRelease): Resource {
  const { page, release } = train;
  return bodyResource({
    page,
    find: pageOf(train, packed.digest),
    tag: release.tag,
    after: [`smoke:${release.key}`],
    stage: "announced",
    body: async () => await pageBody(train, packed),
  });
}
