import type { Resource } from "@releaser/core";
import type { MovingTag } from "@releaser/publishers/oci";
import semver from "semver";
import { layoutOf, packedImages } from "../release/packed-images.ts";
import { isPrerelease } from "../release/release.ts";
import type { Train } from "../release/train.ts";

/** The bytes of the images, durable at their registries before the tag, where no name leads to them yet. */
export async function imageBytes(train: Train, after: readonly string[]): Promise<readonly Resource[]> {
  const images = await packedImages(train.release);
  if (images.length === 0) return [];
  const { imageBytesResource } = await import("@releaser/publishers/oci");
  const { context, release } = train;
  return await Promise.all(
    images.map(async (released) => {
      const { image } = released;
      const layout = layoutOf(release.packed, image);
      const registry = await context.openImage(image);
      return imageBytesResource({ registry, released, layout, after: [`packed:${release.key}`, ...after] });
    }),
  );
}

/** The tags of the images: of the version, for ever, then those that move. */
export async function imageTags(train: Train, after: readonly string[]): Promise<readonly Resource[]> {
  const images = await packedImages(train.release);
  if (images.length === 0) return [];
  const { imageVersionResource, movingTagResource } = await import("@releaser/publishers/oci");
  const version = semver.parse(train.release.key);
  const lists = await Promise.all(
    images.map(async (released) => {
      const registry = await train.context.openImage(released.image);
      const own = imageVersionResource({ registry, released, after });
      if (!version || isPrerelease(train.release)) return [own];
      const moving = movingOf(train, released.image);
      return inTurn(
        own,
        moving.map((one) => movingTagResource({ registry, released, version, moving: one })),
      );
    }),
  );
  return lists.flat();
}

/** Each waits for the one before it, the first for the tag of the version. */
function inTurn(first: Resource, others: readonly Resource[]): readonly Resource[] {
  const all = [first, ...others];
  return all.map((one, index) => (index === 0 ? one : { ...one, after: [all[index - 1]?.id ?? first.id] }));
}

function movingOf({ context }: Train, image: string): readonly MovingTag[] {
  return context.config.containers?.find((container) => container.image === image)?.tags ?? ["latest"];
}
