import type { Resource } from "@releaser/core";
import { publicationChecks } from "../verify/publication-checks.ts";
import { packedImages } from "../release/packed-images.ts";
import { smokeResource } from "../smoke/smoke-resource.ts";
import { imageChecks } from "../verify/image-checks.ts";
import type { StageDefinition } from "../release/train.ts";
import { pushedId } from "./tagged.ts";

/** VERIFIED: everything downloaded again and compared, then installed and used. */
export const verified: StageDefinition = {
  stage: "verified",
  resources: async (train, packed, { earlier }) => {
    const published = [pushedId(train), ...earlier.filter(({ stage }) => stage === "published").map(({ id }) => id)];
    const images = await imageChecks(train, await packedImages(train.release));
    const checks: readonly Resource[] = [...publicationChecks(train, packed), ...images].map((check) => ({
      ...check,
      after: published,
    }));
    return [
      ...checks,
      smokeResource(
        train,
        packed,
        checks.map(({ id }) => id),
      ),
    ];
  },
};
