import { parseImage } from "@releaser/core";
import type { ImageRegistry } from "@releaser/publishers/oci";
import type { Context } from "./context.ts";
import { failures } from "./failures.ts";

/** An image at its own registry, with the credentials that Docker's configuration has for it. Throws `E_IMAGE_CREDENTIALS`. */
export async function openImage(
  image: string,
  { config, env, signal }: Pick<Context, "config" | "env" | "signal">,
): Promise<ImageRegistry> {
  const { openImageRegistry, readDockerCredentials } = await import("@releaser/publishers/oci");
  const place = parseImage(image);
  if (!place) throw failures.E_VERIFY({ id: `image:${image}`, why: "that is no image" });
  const { tokenHost } = config.containers?.find((container) => container.image === image) ?? {};
  return openImageRegistry({ place, credentials: await readDockerCredentials(place.host, env), tokenHost, signal });
}
