import { isFence } from "./safe-markdown.ts";

/** What a changeset says of its own origin. */
export interface Stated {
  /** The text without the lines that say it. */
  readonly text: string;
  /** In hexadecimal. */
  readonly commit: string | undefined;
  readonly pull: number | undefined;
  /** Names of accounts, without `@`. */
  readonly authors: readonly string[];
}

const commitLine = /^commit:[ \t]*(?<commit>[0-9a-f]{7,64})[ \t]*$/iu;
const pullLine = /^(?:pr|pull|pull request|mr|merge request):[ \t]*[#!]?(?<pull>[1-9]\d{0,8})[ \t]*$/iu;
const authorLine = /^(?:author|user):[ \t]*@?(?<author>[A-Za-z0-9-]{1,39})[ \t]*$/iu;

/**
 * Takes the lines `author: @name`, `commit: 0123abc` and `pr: 12` off a text, which other changelog modules know too.
 * They count at the margin and before any fenced code, and in these forms alone: all else stays text. Several authors
 * count; of commits and pull requests the first, and each of them is taken off.
 */
export function splitStated(text: string): Stated {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const fence = lines.findIndex((line) => isFence(line));
  const head = fence === -1 ? lines : lines.slice(0, fence);
  const groups = head.map((line) => (commitLine.exec(line) ?? pullLine.exec(line) ?? authorLine.exec(line))?.groups);
  const values = (name: string): readonly string[] => groups.flatMap((found) => found?.[name] ?? []);
  const pull = values("pull")[0];
  const kept = head.filter((_line, at) => groups[at] === undefined);
  return {
    text: [...kept, ...lines.slice(head.length)].join("\n").trim(),
    commit: values("commit")[0]?.toLowerCase(),
    pull: pull === undefined ? undefined : Number(pull),
    authors: [...new Set(values("author"))],
  };
}
