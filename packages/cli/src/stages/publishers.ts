import { publisherResources } from "@releaser/publishers";
import type { Resource } from "@releaser/core";
import { releaseFacts, type Recorded } from "../release/release-facts.ts";
import type { Train } from "../release/train.ts";
import { pushedId } from "./tagged.ts";

/** The resources of all plug-ins of the configuration, after the push of the tag. */
export async function ofPublishers(train: Train, recorded: Recorded, outward: boolean): Promise<readonly Resource[]> {
  const facts = releaseFacts(train, recorded, outward);
  const after = [pushedId(train)];
  const { publishers = [] } = train.context.config;
  const lists = await Promise.all(
    publishers.map(async (publisher) => await publisherResources({ publisher, facts, after })),
  );
  return lists.flat();
}
