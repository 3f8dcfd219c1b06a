import type { Files } from "@releaser/workspace";

type Entry = ReturnType<Files["list"]>[number];

/** A tree of texts as the reader of `@releaser/workspace` wants it. Folders are implied by the paths; the root is `""` or `"."`. */
export function memoryFiles(texts: ReadonlyMap<string, string>): Files {
  const folders = toFolders(texts.keys());
  return {
    read: (path, atMost = Number.POSITIVE_INFINITY) => {
      const text = texts.get(toKey(path));
      return text === undefined || text.length > atMost ? undefined : text;
    },
    head: (path) => texts.get(toKey(path))?.slice(0, 4096),
    list: (dir) => [...(folders.get(toKey(dir))?.values() ?? [])],
  };
}

function toKey(path: string): string {
  return path.replaceAll(/^\.\/|\/$/gu, "").replace(/^\.$/u, "");
}

function toFolders(paths: Iterable<string>): ReadonlyMap<string, ReadonlyMap<string, Entry>> {
  const folders = new Map<string, Map<string, Entry>>([["", new Map()]]);
  for (const path of [...paths].toSorted()) {
    const segments = path.split("/");
    for (const [depth, name] of segments.entries()) {
      const parent = segments.slice(0, depth).join("/");
      const siblings = folders.get(parent) ?? new Map<string, Entry>();
      siblings.set(name, { name, kind: depth === segments.length - 1 ? "file" : "dir" });
      folders.set(parent, siblings);
    }
  }
  return folders;
}
