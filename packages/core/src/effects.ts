/** The edges of the system, as arguments. `@releaser/workspace` opens the real ones. */

export interface ExecOptions {
  readonly cwd?: string;
  /** The whole environment of the child; nothing is inherited beside it. The default is the caller's, less what could steer it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  /** Milliseconds, after which the child and its descendants are killed. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Called with each chunk as it comes. */
  readonly onOutput?: (chunk: string, stream: "stderr" | "stdout") => void;
  /**
   * Both streams are taken down as one text, in the order in which they were written, and told as `stdout` once it has ended, not
   * as they come. Nothing is lost of a program that ends before it was listened to, as one of Node's does by `process.exit`.
   */
  readonly together?: boolean;
}

export interface ExecResult {
  /** Undefined where a signal, the timeout or the abort signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Runs one program without a shell. Resolves whatever its exit code; rejects only where it cannot be started (`ENOENT`). */
export type Exec = (program: string, args: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Exit codes that are an answer and not an error; the default is 0 alone. */
  readonly accept?: readonly number[];
}

/** Git in one folder, hardened: no hooks, no prompts, no foreign `GIT_*`, ssh signatures through ssh-keygen. */
export interface Git {
  readonly dir: string;
  /** Standard output without its last newline. Throws `E_GIT` with git's own words on another exit code than accepted. */
  text(args: readonly string[], options?: GitOptions): Promise<string>;
  /** The whole result. Throws `E_GIT` as `text` does. */
  run(args: readonly string[], options?: GitOptions): Promise<ExecResult>;
  /** The same git elsewhere. */
  in(dir: string): Git;
}

/** Time, so that tests can hold it still. */
export interface Clock {
  /** The date that is written into the world: of a commit, a tag, a record. */
  now(): Date;
  /** Milliseconds since some instant, never going back: what pauses, deadlines and durations are measured by. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
