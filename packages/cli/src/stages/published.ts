import { npmResource, stagedNpmResource } from "@releaser/publishers";
import type { Resource } from "@releaser/core";
import type { Tarball } from "../release/packed-release.ts";
import { provenanceOf, publicationOf } from "../release/publication.ts";
import type { StageDefinition, Train } from "../release/train.ts";
import { imageTags } from "./images.ts";
import { npmId } from "../release/release-facts.ts";
import { ofPublishers } from "./publishers.ts";
import { pushedId } from "./tagged.ts";

const packumentCache = 300_000;

/** PUBLISHED: what the registry serves has the integrity of the packed bytes, images have their tags, and whatever plug-ins publish is there. */
export const published: StageDefinition = {
  stage: "published",
  resources: async (train, packed) => {
    const after = publicationOrder(packed.tarballs);
    const packages = packed.tarballs.map((tarball) => toNpm(train, tarball, after.get(tarball.release.name) ?? []));
    const images = await imageTags(train, [pushedId(train)]);
    return [...packages, ...images, ...(await ofPublishers(train, packed, train.context.outward))];
  },
};

function toNpm(train: Train, tarball: Tarball, after: readonly string[]): Resource {
  const { name, version, file, integrity, settings } = publicationOf(train, tarball);
  const isStaged = train.context.config.npm?.staged === true;
  const toResource = isStaged ? stagedNpmResource : npmResource;
  return toResource({
    registry: train.registry,
    name,
    version,
    file,
    integrity,
    access: settings.access,
    configuredTag: settings.tag,
    provenance: provenanceOf(train.context.config, settings.provenance),
    // What waits for a person is not public, so nothing can depend on it too early: all of it is staged at once.
    after: [pushedId(train), ...(isStaged ? [] : after)],
    settle: packumentCache,
  });
}

/** For each package the publications that come before it: what it depends on at run time, less the edges that would close a circle. */
export function publicationOrder(tarballs: readonly Tarball[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(tarballs.map((tarball) => [tarball.release.name, tarball]));
  const order = new Map<string, readonly string[]>();
  const visit = (name: string, path: ReadonlySet<string>): void => {
    if (order.has(name)) return;
    const needed = runtimeDependencies(byName.get(name)?.manifest).filter(
      (one) => byName.has(one) && one !== name && !path.has(one),
    );
    const within = new Set([...path, name]);
    for (const one of needed) visit(one, within);
    order.set(
      name,
      needed.map((one) => npmId((byName.get(one) as Tarball).release)),
    );
  };
  for (const name of byName.keys()) visit(name, new Set());
  return order;
}

function runtimeDependencies(manifest: Tarball["manifest"] | undefined): readonly string[] {
  const fields = ["dependencies", "optionalDependencies", "peerDependencies"] as const;
  return [
    ...new Set(fields.flatMap((field) => Object.keys((manifest?.[field] as object | undefined) ?? {}))),
  ].toSorted();
}
