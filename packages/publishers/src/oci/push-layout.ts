import type { ImageLayout } from "./image-layout.ts";
import type { ImageRegistry } from "./image-registry.ts";

/** Brings every part of an image to its registry, each under its digest alone: nobody finds it there by a name. What is there is not sent again. */
export async function pushLayout(registry: ImageRegistry, { blobs, manifests }: ImageLayout): Promise<void> {
  for (const blob of blobs) if (!(await registry.hasBlob(blob.digest))) await registry.pushBlob(blob);
  for (const manifest of manifests) await registry.pushManifest(manifest.digest, manifest);
}
