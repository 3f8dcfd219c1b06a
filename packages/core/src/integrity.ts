/**
 * The SHA-512 of a Subresource Integrity text that may hold several hashes and options, as `sha512-<base64>`; undefined where
 * it holds none.
 */
export function sha512Integrity(integrity: string): string | undefined {
  return /(?:^|\s)(sha512-[A-Za-z0-9+/]{86}==)(?=[?\s]|$)/u.exec(integrity)?.[1];
}
