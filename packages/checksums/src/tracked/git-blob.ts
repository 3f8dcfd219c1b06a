import { createHash } from "node:crypto";

/** The digest that git names a content by, made as its bytes come. */
export interface BlobHash {
  update(chunk: Uint8Array): void;
  /** In hex. */
  oid(): string;
}

/** For a content of so many bytes, as an object of a repository in that format. */
export function openBlobHash(format: "sha1" | "sha256", size: number): BlobHash {
  const hash = createHash(format).update(`blob ${size}\0`);
  return { update: (chunk) => void hash.update(chunk), oid: () => hash.copy().digest("hex") };
}
