import { type Publisher, type ReleaseFacts, ReleaserError, type Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { toForeignError } from "./foreign-failure.ts";
import { guardResource } from "./guard-resource.ts";
import { listProblems } from "./list-problems.ts";

export interface PublisherResourcesOptions {
  readonly publisher: Publisher;
  readonly facts: ReleaseFacts;
  /** Ids that come before everything of the publisher: the push of the tag. */
  readonly after: readonly string[];
}

/**
 * The resources of a plug-in, each guarded. Where it gives none because it throws, or some that are not fit
 * (`E_PUBLISHER_INVALID`), there is one in their place, whose preflight stops the release before anything is outward.
 */
export async function publisherResources(options: PublisherResourcesOptions): Promise<readonly Resource[]> {
  const { publisher, facts, after } = options;
  try {
    const list = await publisher.resources(facts);
    const known = new Set(facts.artifacts.flatMap((artifact) => artifact.package?.publication ?? []));
    const problems = listProblems(list, { publisher: publisher.name, known });
    if (problems.length > 0) throw failures.E_PUBLISHER_INVALID({ publisher: publisher.name, problems });
    return list.map((one) => guardResource(one, { publisher: publisher.name, outward: facts.outward, after }));
  } catch (error) {
    const id = `${publisher.name}:${facts.key}`;
    const known = error instanceof ReleaserError ? error : toForeignError(error, { publisher: publisher.name, id });
    return [brokenResource(id, known)];
  }
}

function brokenResource(id: string, error: ReleaserError): Resource {
  return {
    id,
    stage: "published",
    title: `asking ${id.slice(0, id.indexOf(":"))} what it publishes`,
    preflight: () => Promise.resolve([error.failure]),
    observe: () => Promise.reject(error),
    apply: () => Promise.reject(error),
  };
}
