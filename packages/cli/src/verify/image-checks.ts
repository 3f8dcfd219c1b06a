import { type Resource, ReleaserError } from "@releaser/core";
import type { ReleasedImage } from "@releaser/publishers/oci";
import type { Train } from "../release/train.ts";
import { checkResource, nothingThere } from "./check-resource.ts";

/** The tag of each image is looked at again, and its digest computed over what the registry gives. */
export async function imageChecks(
  { context }: Pick<Train, "context">,
  images: readonly ReleasedImage[],
): Promise<readonly Resource[]> {
  if (images.length === 0) return [];
  const { observeVersion } = await import("@releaser/publishers/oci");
  return images.map((released) => {
    const { image, tag, digest } = released;
    return checkResource({
      id: `manifest:${image}:${tag}`,
      title: `downloading the manifest of ${image}:${tag}`,
      held: `${digest.slice(0, 19)}… as recorded`,
      look: async () => {
        const registry = await context.openImage(image);
        const seen = observeVersion(await registry.manifest(tag), released);
        if (seen.is === "different" && seen.failure) throw new ReleaserError(seen.failure);
        return seen.is === "equal" ? undefined : nothingThere;
      },
    });
  });
}
