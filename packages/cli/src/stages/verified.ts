import type { Resource } from "@releaser/core";
import { publicationChecks } from "../verify/publication-checks.ts";
import { smokeResource } from "../smoke/smoke-resource.ts";
import type { StageDefinition } from "../release/train.ts";
import { publishedIds } from "./published.ts";
import { pushedId } from "./tagged.ts";

/** VERIFIED: everything downloaded again and compared, then installed and used. */
export const verified: StageDefinition = {
  stage: "verified",
  resources: (train, packed) => {
    const published = [pushedId(train), ...publishedIds(packed)];
    const checks: readonly Resource[] = publicationChecks(train, packed).map((check) => ({
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
