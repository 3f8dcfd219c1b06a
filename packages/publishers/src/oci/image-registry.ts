import type { Failure } from "@releaser/core";

/** A manifest, or an index of several. */
export interface ImageManifest {
  /** `sha256:…`, over these very bytes. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** One image at its registry. Each method is one step, whole or not at all. */
export interface ImageRegistry {
  /** `ghcr.io/acme/app`. */
  readonly image: string;
  /** By tag or digest; undefined where there is none. Throws `E_IMAGE_ANSWER` where its bytes are not those of the digest that is stated or asked for. */
  manifest(reference: string): Promise<ImageManifest | undefined>;
  hasBlob(digest: string): Promise<boolean>;
  pushBlob(blob: { readonly digest: string; /** Path. */ readonly file: string }): Promise<void>;
  /** Under a tag or its digest; whatever a tag named before is not named by it any more. */
  pushManifest(reference: string, manifest: ImageManifest): Promise<void>;
  /** Empty where the image is not there yet. */
  tags(): Promise<readonly string[]>;
  /** Which right is missing to push to it, as far as that can be asked; undefined where none is known to be. Throws `E_IMAGE_UNAVAILABLE` where it cannot be asked. */
  pushProblem(): Promise<Failure | undefined>;
}

/** The media types of manifests that are read and written. */
export const manifestTypes: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** No manifest is larger, by the specification's own advice. */
export const largestManifest: number = 4 * 1024 ** 2;
