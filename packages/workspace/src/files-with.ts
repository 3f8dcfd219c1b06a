import type { FileEntry, Files } from "./files.ts";

/** A tree as it would be with texts written into it; paths are relative to its root. */
export function filesWith(files: Files, texts: ReadonlyMap<string, string>): Files {
  const size = (path: string): number | undefined => {
    const text = texts.get(path);
    return text === undefined ? files.size?.(path) : Buffer.byteLength(text);
  };
  return {
    read: (path, atMost = Number.POSITIVE_INFINITY) => {
      const text = texts.get(path);
      if (text === undefined) return files.read(path, atMost);
      return Buffer.byteLength(text) > atMost ? undefined : text;
    },
    head: (path) => texts.get(path)?.slice(0, 4096) ?? files.head(path),
    list: (dir) => {
      const there = new Map(files.list(dir).map((entry) => [entry.name, entry]));
      for (const entry of entriesOf(texts, dir)) there.set(entry.name, entry);
      return [...there.values()];
    },
    size,
  };
}

function entriesOf(texts: ReadonlyMap<string, string>, dir: string): readonly FileEntry[] {
  const prefix = dir === "." ? "" : `${dir}/`;
  return [...texts.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => {
      const [name = "", ...rest] = path.slice(prefix.length).split("/");
      return { name, kind: rest.length > 0 ? "dir" : "file" };
    });
}
