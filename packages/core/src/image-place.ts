/** Where an image lies, as its reference states it. */
export interface ImagePlace {
  /** `ghcr.io/acme/app`. */
  readonly image: string;
  /** `ghcr.io`, `localhost:5000`. */
  readonly host: string;
  /** `acme/app`. */
  readonly name: string;
  /** Where its registry is asked: `https://ghcr.io`, without a slash at its end. */
  readonly origin: string;
}

/** Host and path of an image without tag or digest; the host has a dot or a port, or is `localhost`. */
export const imagePattern =
  "^(?:localhost|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:\\.[a-z0-9-]+|:\\d{1,5}))(?::\\d{1,5})?(?:/[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*)+$";

/** The parts of an image's reference; undefined where it has no host, or a tag. */
export function parseImage(image: string): ImagePlace | undefined {
  if (image.length > 255 || !new RegExp(imagePattern, "u").test(image)) return undefined;
  const slash = image.indexOf("/");
  const [host, name] = [image.slice(0, slash), image.slice(slash + 1)];
  return { image, host, name, origin: originOf(host) };
}

/** Docker Hub's registry has another name than its images; this machine alone is asked without TLS. */
function originOf(host: string): string {
  if (host === "docker.io") return "https://registry-1.docker.io";
  return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/u.test(host) ? `http://${host}` : `https://${host}`;
}

/** Whether a text can be the tag of an image. */
export function isImageTag(tag: string): boolean {
  return /^\w[\w.-]{0,127}$/u.test(tag);
}
