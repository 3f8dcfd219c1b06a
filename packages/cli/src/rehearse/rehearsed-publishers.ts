import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Publisher } from "@releaser/core";
import type { Place } from "./place.ts";

/** Plug-ins that can rehearse, each in a folder of its own; the others are told and left out, because they know the real world alone. */
export function rehearsedPublishers(
  publishers: readonly Publisher[],
  { publishers: folder }: Pick<Place, "publishers">,
  notice: (text: string) => void,
): readonly Publisher[] {
  const left = publishers.filter(({ rehearsal }) => !rehearsal).map(({ name }) => name);
  if (left.length > 0) notice(`not rehearsed, because nothing stands in for their world: ${left.join(", ")}`);
  return publishers.flatMap((publisher) =>
    publisher.rehearsal ? [inFolder(publisher, join(folder, publisher.name))] : [],
  );
}

/** Opened when it is asked for its resources, where whatever it throws is its own failure. */
function inFolder(publisher: Publisher, folder: string): Publisher {
  const { name } = publisher;
  return {
    name,
    resources: async (facts) => {
      mkdirSync(folder, { recursive: true });
      return (await publisher.rehearsal?.(folder).resources(facts)) ?? [];
    },
  };
}
