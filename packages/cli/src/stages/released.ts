import { bodyResource, publicResource } from "@releaser/publishers";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderBody } from "@releaser/notes";
import type { Resource } from "@releaser/core";
import { isLatest } from "../release/is-latest.ts";
import type { PackedRelease } from "../release/packed-release.ts";
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
    return [body, open];
  },
};

/** The id after which a release is public. */
export function publicId({ release }: Pick<Train, "release">): string {
  return `public:${release.tag}`;
}

function announcement(train: Train, packed: PackedRelease): Resource {
  const { page, release, context } = train;
  return bodyResource({
    page,
    find: pageOf(train, packed.digest),
    tag: release.tag,
    after: [`smoke:${release.key}`],
    stage: "announced",
    body: () =>
      Promise.resolve(
        renderBody({
          plan: release.plan,
          notes: readFileSync(join(release.packed, "notes.md"), "utf8"),
          marker: release.plan.digest,
          assets: packed.record.files,
          state: { smoke: "passed", released: true },
          links: context.config.links ?? [],
        }),
      ),
  });
}
