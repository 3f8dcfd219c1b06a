import type { Commit } from "@releaser/core";

export interface LoggedCommit extends Commit {
  readonly parents: readonly string[];
}

/** What a commit begins with. Paths are relative, so none of them does; a message may, but is told by its place. */
const marker = "/commit ";

/** How git logs commits, merges too, so that they can be told apart; before the revisions that are meant. */
export const logArgs: readonly string[] = [
  "log",
  "--relative",
  "--no-renames",
  "--name-only",
  "-z",
  `--format=${marker}%H %P%x00%B%x00`,
];

/** The commits that it printed, in its order. */
export function parseLog(output: string): readonly LoggedCommit[] {
  const parts = output.split("\0");
  const commits: (LoggedCommit & { readonly files: string[] })[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? "";
    if (part.startsWith(marker)) {
      const [id = "", ...parents] = part.slice(marker.length).split(" ").filter(Boolean);
      at += 1;
      commits.push({ id, parents, message: (parts[at] ?? "").trimEnd(), files: [] });
    } else {
      const files = commits.at(-1)?.files;
      const file = files?.length === 0 ? part.replace(/^\n/u, "") : part;
      if (file !== "") files?.push(file);
    }
  }
  return commits;
}
