import { failures } from "../failures.ts";
import type { PageMarker } from "./release-page.ts";

const reserved = new Set(["release.json", "body.md"]);
const windowsDevices = /^(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)/iu;

/** The folder of a tag: the tag itself, or with `/` and other characters as percent escapes. Throws `E_RELEASE_NAME`. */
export function tagFolder(tag: string): string {
  if (tag.length > 200 || /^[.-]|\p{Cc}|\.$/u.test(tag) || tag === "" || windowsDevices.test(tag)) {
    throw failures.E_RELEASE_NAME({ name: tag });
  }
  return encodeURIComponent(tag).replaceAll("%40", "@");
}

/** The folder of a draft: its tag's, and the starts of what its marker says, so that other bytes have another. Throws `E_RELEASE_NAME`. */
export function draftFolder(tag: string, { plan, checksums }: PageMarker): string {
  return [tagFolder(tag), ...[plan, checksums].map((digest) => hex(digest))].join(".");
}

function hex(digest: string): string {
  const start = /^[0-9a-f]{12,}$/u.test(digest) ? digest.slice(0, 12) : "";
  if (start === "") throw failures.E_RELEASE_NAME({ name: digest });
  return start;
}

/** The name of an asset as it is, where it is one that every page takes. Throws `E_RELEASE_NAME`. */
export function assetName(name: string): string {
  const fits =
    /^[A-Za-z0-9_@+][\w@+.-]{0,199}$/u.test(name) &&
    !name.endsWith(".") &&
    !reserved.has(name) &&
    !windowsDevices.test(name);
  if (!fits) throw failures.E_RELEASE_NAME({ name });
  return name;
}
