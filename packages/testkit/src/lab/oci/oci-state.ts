import { createHash } from "node:crypto";

/** A manifest as it was put: its bytes in base64, and their media type. */
export interface StoredManifest {
  readonly mediaType: string;
  readonly bytes: string;
}

/** What one repository holds. */
export interface StoredImage {
  /** In base64, by digest. */
  readonly blobs: Readonly<Record<string, string>>;
  /** By digest. */
  readonly manifests: Readonly<Record<string, StoredManifest>>;
  /** Digests by tag. */
  readonly tags: Readonly<Record<string, string>>;
}

/** All that an image registry holds, as plain data. */
export interface OciState {
  readonly images: Readonly<Record<string, StoredImage>>;
  /** `name:tag digest` of each time that a tag was put, in order. */
  readonly tagged: readonly string[];
}

/** A registry with nothing in it. */
export const emptyOci: OciState = { images: {}, tagged: [] };

const emptyImage: StoredImage = { blobs: {}, manifests: {}, tags: {} };

/** What is wrong with a change, in the words of the distribution specification. */
export interface OciRefusal {
  readonly status: number;
  readonly code: string;
}

export type OciChanged = { readonly state: OciState } | { readonly refused: OciRefusal };

/** Takes bytes under a digest, where they have it. */
export function putBlob(
  state: OciState,
  name: string,
  { digest, bytes }: { digest: string; bytes: Buffer },
): OciChanged {
  if (digestOf(bytes) !== digest) return refuse(400, "DIGEST_INVALID");
  const image = state.images[name] ?? emptyImage;
  return { state: withImage(state, name, { ...image, blobs: { ...image.blobs, [digest]: bytes.toString("base64") } }) };
}

export interface ManifestPut {
  /** A tag or a digest. */
  readonly reference: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Takes a manifest, where all that it names is there, and has a tag name it where the reference is one. */
export function putManifest(state: OciState, name: string, { reference, mediaType, bytes }: ManifestPut): OciChanged {
  const image = state.images[name] ?? emptyImage;
  const digest = digestOf(bytes);
  const isDigest = reference.includes(":");
  if (isDigest && reference !== digest) return refuse(400, "DIGEST_INVALID");
  const parts = parseParts(bytes.toString("utf8"));
  if (parts === undefined) return refuse(400, "MANIFEST_INVALID");
  if (!parts.manifests.every((one) => image.manifests[one])) return refuse(404, "MANIFEST_UNKNOWN");
  if (!parts.blobs.every((one) => image.blobs[one] !== undefined)) return refuse(404, "MANIFEST_BLOB_UNKNOWN");
  const manifests = { ...image.manifests, [digest]: { mediaType, bytes: bytes.toString("base64") } };
  const tags = isDigest ? image.tags : { ...image.tags, [reference]: digest };
  const next = withImage(state, name, { ...image, manifests, tags });
  return { state: isDigest ? next : { ...next, tagged: [...next.tagged, `${name}:${reference} ${digest}`] } };
}

/** The digest of bytes as registries write it. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function withImage(state: OciState, name: string, image: StoredImage): OciState {
  return { ...state, images: { ...state.images, [name]: image } };
}

interface Parts {
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
}

interface Descriptor {
  readonly digest: string;
}

function parseParts(text: string): Parts | undefined {
  try {
    const manifest = JSON.parse(text) as {
      readonly manifests?: readonly Descriptor[];
      readonly config?: Descriptor;
      readonly layers?: readonly Descriptor[];
    };
    const blobs = [...(manifest.config ? [manifest.config] : []), ...(manifest.layers ?? [])];
    return {
      manifests: (manifest.manifests ?? []).map(({ digest }) => digest),
      blobs: blobs.map(({ digest }) => digest),
    };
  } catch {
    return undefined;
  }
}

function refuse(status: number, code: string): OciChanged {
  return { refused: { status, code } };
}
