import { failures } from "./failures.ts";

const reserved = new Set(["release.json", "body.md"]);
const windowsDevices = /^(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)/iu;

/** The folder of a tag: the tag itself, or with `/` and other characters as percent escapes. Throws `E_RELEASE_NAME`. */
export function tagFolder(tag: string): string {
  if (tag.length > 200 || /^[.-]|\p{Cc}|\.$/u.test(tag) || tag === "" || windowsDevices.test(tag)) {
    throw failures.E_RELEASE_NAME({ name: tag });
  }
  return encodeURIComponent(tag).replaceAll("%40", "@");
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
