import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "./oci-state.ts";

const imageType = "application/vnd.oci.image.manifest.v1+json";
const indexType = "application/vnd.oci.image.index.v1+json";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: object;
}

/** Writes a small image as an OCI image layout: one for each architecture, in an index where there are several. Gives its digest. */
export function writeLayout(dir: string, content: string, architectures: readonly string[] = ["amd64"]): string {
  const put = (value: unknown, mediaType: string, more: object = {}): Descriptor => {
    const bytes = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
    const digest = digestOf(bytes);
    mkdirSync(join(dir, "blobs/sha256"), { recursive: true });
    writeFileSync(join(dir, "blobs/sha256", digest.slice("sha256:".length)), bytes);
    return { mediaType, digest, size: bytes.length, ...more };
  };
  const images = architectures.map((architecture) => {
    const layer = put(`${content} for ${architecture}`, "application/vnd.oci.image.layer.v1.tar");
    const rootfs = { type: "layers", diff_ids: [layer.digest] };
    const config = put({ os: "linux", architecture, rootfs }, "application/vnd.oci.image.config.v1+json");
    const manifest = { schemaVersion: 2, mediaType: imageType, config, layers: [layer] };
    return put(manifest, imageType, { platform: { os: "linux", architecture } });
  });
  const [only] = images;
  const root =
    only !== undefined && images.length === 1
      ? only
      : put({ schemaVersion: 2, mediaType: indexType, manifests: images }, indexType);
  writeFileSync(join(dir, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(dir, "index.json"), JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: [root] }));
  return root.digest;
}
