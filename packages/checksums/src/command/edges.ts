import type { Clock, Exec } from "@releaser/core";

/** What the command acts through. */
export interface Edges {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly fetch: typeof fetch;
  readonly exec: Exec;
  readonly clock: Clock;
}
