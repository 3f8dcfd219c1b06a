import type { Changeset, InvalidInput } from "@releaser/core";
import type { FileEntry, Files } from "../files.ts";
import { parseChangeset } from "./parse-changeset.ts";

export interface ReadChangesets {
  readonly changesets: readonly Changeset[];
  readonly invalid: readonly InvalidInput[];
}

const largest = 64 * 1024;
const fileName = /^[a-z0-9@][\w@.+-]{0,99}\.md$/iu;
const notes: ReadonlySet<string> = new Set(["agents.md", "claude.md", "gemini.md", "readme.md"]);
const nearlyMarkdown = /\.(?:markdown|mdc|mdown|mdx|txt)$/iu;

/** Every changeset of `.changeset` and `.changeset/pre`, in the order in which Changesets takes them, and all that could not be read as one. */
export function readChangesets(files: Files): ReadChangesets {
  const moved = files.list(".changeset").some(({ name, kind }) => name === "pre" && kind === "dir");
  const found = [
    ...readFolder(files, { dir: ".changeset", prefix: "" }),
    ...(moved ? readFolder(files, { dir: ".changeset/pre", prefix: "pre/" }) : []),
  ];
  return {
    changesets: found.flatMap((one) => ("id" in one ? [one] : [])),
    invalid: found.flatMap((one) => ("reason" in one ? [one] : [])),
  };
}

interface Folder {
  readonly dir: string;
  readonly prefix: string;
}

function readFolder(files: Files, folder: Folder): readonly (Changeset | InvalidInput)[] {
  return files
    .list(folder.dir)
    .filter(({ name }) => !name.startsWith(".") && !notes.has(name.toLowerCase()))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => readEntry(files, entry, folder));
}

function readEntry(files: Files, entry: FileEntry, { dir, prefix }: Folder): readonly (Changeset | InvalidInput)[] {
  const file = `${dir}/${entry.name}`;
  const refuse = (reason: string): readonly InvalidInput[] => [{ at: { file }, reason }];
  if (!entry.name.endsWith(".md")) {
    const passedOver = entry.kind !== "dir" && nearlyMarkdown.test(entry.name);
    return passedOver ? refuse("has another suffix than .md, so Changesets passes it over without a word") : [];
  }
  if (!fileName.test(entry.name)) {
    return refuse("has a name that is no plain word: letters, digits, - and _, at most 100, then .md");
  }
  if (entry.kind !== "file") return refuse("is no regular file, so it is not read");
  const tooLarge = "holds more than 64 KB, which no changeset needs";
  if ((files.size?.(file) ?? 0) > largest) return refuse(tooLarge);
  const text = files.read(file);
  if (text === undefined) return refuse("cannot be read");
  if (text.length > largest) return refuse(tooLarge);
  const parsed = parseChangeset({ id: `${prefix}${entry.name.slice(0, -".md".length)}`, file, text });
  return parsed.changeset === undefined ? parsed.invalid : [parsed.changeset];
}
