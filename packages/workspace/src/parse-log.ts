import { randomUUID } from "node:crypto";
import type { Commit } from "@releaser/core";

/** A format for `git log -z --name-only`, whose marker no message can know. */
export interface LogFormat {
  readonly marker: string;
  readonly text: string;
}

export interface LoggedCommit extends Commit {
  readonly parents: readonly string[];
}

export function toLogFormat(): LogFormat {
  const marker = `commit ${randomUUID()} `;
  return { marker, text: `${marker}%H %P%x00%B%x00` };
}

/** How git logs commits in that format, before the revisions that are meant. */
export function logArgs({ text }: LogFormat): readonly string[] {
  return ["log", "--no-merges", "--relative", "--no-renames", "--name-only", "-z", `--format=${text}`];
}

/** The commits that it printed, in its order. */
export function parseLog(output: string, { marker }: LogFormat): readonly LoggedCommit[] {
  return output
    .split(marker)
    .slice(1)
    .map((entry) => {
      const [ids = "", message = "", ...names] = entry.split("\0");
      const [id = "", ...parents] = ids.split(" ").filter(Boolean);
      const files = names.map((name) => name.replace(/^\n/u, "")).filter(Boolean);
      return { id, parents, message: message.trimEnd(), files };
    });
}
