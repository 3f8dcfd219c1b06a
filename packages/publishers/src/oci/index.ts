export { buildImage, type BuildImageOptions } from "./build-image.ts";
export { type DockerCredentials, readDockerCredentials } from "./docker-credentials.ts";
export { openFolderRegistry } from "./folder-registry.ts";
export { imageDigest, isImageDigest } from "./image-digest.ts";
export { type ImageLayout, readImageLayout } from "./image-layout.ts";
export type { ImageManifest, ImageRegistry } from "./image-registry.ts";
export {
  imageBytesResource,
  type ImageOptions,
  imageVersionResource,
  observeVersion,
  movingTagResource,
} from "./image-resources.ts";
export { parseImages, type ReleasedImage, renderImages } from "./images-document.ts";
export { laterVersion, type MovingTag, movingTagName, movingTags } from "./moving-tags.ts";
export { openImageRegistry } from "./open-image-registry.ts";
export { pushLayout } from "./push-layout.ts";
