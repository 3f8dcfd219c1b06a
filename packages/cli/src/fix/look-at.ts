import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Looked } from "@releaser/skew/fix";

/**
 * The text of a file below a folder, undefined where there is none, or why it is not to be written: it would lead outside, or
 * through a symbolic link, or into git's own folder; or it holds bytes that a text would lose.
 */
export function lookAt(root: string, file: string): Looked {
  const parts = file.split("/");
  if (parts.some((part) => /^\.{0,2}$|[\\\0]|^[a-z]:|^\.git$/iu.test(part))) {
    return { why: "it lies outside of what a fix may write" };
  }
  for (const [index] of parts.entries()) {
    const path = parts.slice(0, index + 1).join("/");
    const found = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (found === undefined) return { text: undefined };
    const last = index === parts.length - 1;
    if (found.isSymbolicLink()) return { why: `${last ? "it" : path} is a symbolic link` };
    if (last && !found.isFile()) return { why: "it is no regular file" };
    if (!last && !found.isDirectory()) return { why: `${path} is no folder` };
  }
  const bytes = readFileSync(join(root, file));
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes) ? { text } : { why: "it is no UTF-8" };
}
