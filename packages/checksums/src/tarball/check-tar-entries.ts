import { safeLine } from "@releaser/core";
import type { TarEntry } from "./read-tar-entries.ts";

const plain: ReadonlySet<string> = new Set(["ContiguousFile", "Directory", "File", "OldFile"]);

/** What in a list of entries could harm whoever unpacks it; empty for what npm and pnpm pack. */
export function checkTarEntries(entries: readonly TarEntry[]): readonly string[] {
  const seen = new Map<string, string>();
  return entries.flatMap((entry) => {
    const path = entry.path.replace(/\/+$/u, "");
    const folded = path.normalize("NFC").toLowerCase();
    const earlier = entry.type === "Directory" ? undefined : seen.get(folded);
    seen.set(folded, path);
    return [
      ...checkPath(path),
      ...(plain.has(entry.type) ? [] : [`is a ${entry.type}`]),
      ...((entry.mode & 0o7000) === 0 ? [] : ["runs with its owner's rights"]),
      ...(earlier === undefined ? [] : [`is the same file as ${safeLine(earlier)}`]),
    ].map((problem) => `${safeLine(entry.path).slice(0, 200)} ${problem}`);
  });
}

function checkPath(path: string): readonly string[] {
  return [
    ...(path === "package" || path.startsWith("package/") ? [] : ["lies outside the folder package/"]),
    ...(path.split("/").some((part) => part === "." || part === ".." || part === "")
      ? ["climbs out of its folder or hides a part of its path"]
      : []),
    ...(/[\\:]/u.test(path) ? ["has a backslash or a colon, which Windows takes for a path"] : []),
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    ...(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(path)
      ? ["has control characters"]
      : []),
    ...(path.length > 1024 ? ["has a path longer than 1024 characters"] : []),
  ];
}
