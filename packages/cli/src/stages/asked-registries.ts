import { registryResource } from "@releaser/publishers";
import type { Resource, Stage } from "@releaser/core";
import type { PackedRelease } from "../release/packed-release.ts";
import { publicationOf } from "../release/publication.ts";
import { isBefore } from "../release/stage-order.ts";
import type { Train } from "../release/train.ts";

/**
 * What registries tell beforehand of the packages that they are to take, each registry for itself. A run that ends before it
 * publishes may have nothing to publish with: in a workflow another job has.
 */
export function askedRegistries(train: Train, packed: PackedRelease, to: Stage): readonly Resource[] {
  const { registry } = train;
  const all = packed.tarballs.map((tarball) => publicationOf(train, tarball));
  return [...Map.groupBy(all, ({ name }) => registry.urlOf(name))].map(([url, publications]) =>
    registryResource({ registry, url, publications, publishes: !isBefore(to, "published") }),
  );
}
