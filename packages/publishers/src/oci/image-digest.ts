import { createHash } from "node:crypto";

/** The digest of bytes as registries write it: `sha256:` and 64 hex digits. */
export function imageDigest(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether a value is such a digest. Others are not taken: nothing else is in use. */
export function isImageDigest(value: unknown): value is string {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/u.test(value);
}
