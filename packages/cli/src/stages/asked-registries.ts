import { registryResource } from "@releaser/publishers";
import type { Resource } from "@releaser/core";
import type { PackedRelease } from "../release/packed-release.ts";
import { publicationOf } from "../release/publication.ts";
import type { Train } from "../release/train.ts";

/** What registries tell beforehand of the packages that they are to take, each registry for itself. */
export function askedRegistries(train: Train, packed: PackedRelease): readonly Resource[] {
  const { registry } = train;
  const all = packed.tarballs.map((tarball) => publicationOf(train, tarball));
  return [...Map.groupBy(all, ({ name }) => registry.urlOf(name))].map(([url, publications]) =>
    registryResource({ registry, url, publications }),
  );
}
