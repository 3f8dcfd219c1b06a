import { randomUUID } from "node:crypto";
import type { Commit } from "@releaser/core";

/** A format for `git log -z --name-only`, whose marker no message can know. */
export interface LogFormat {
  readonly marker: string;
  readonly text: string;
}

export function toLogFormat(): LogFormat {
  const marker = `commit ${randomUUID()} `;
  return { marker, text: `${marker}%H%x00%B%x00` };
}

/** The commits that `git log` printed in that format, in its order. */
export function parseLog(output: string, { marker }: LogFormat): readonly Commit[] {
  return output
    .split(marker)
    .slice(1)
    .map((entry) => {
      const [id = "", message = "", ...names] = entry.split("\0");
      return { id, message: message.trimEnd(), files: names.map((name) => name.replace(/^\n/u, "")).filter(Boolean) };
    });
}
