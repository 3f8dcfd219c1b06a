import type { ErrorClass, Failure } from "@releaser/core";

/** Files of one release by their names. */
export interface Store {
  /** SHA-256 in hex over the bytes that are there; undefined where there are none. */
  digest(name: string): Promise<string | undefined>;
  /** Whole or not at all, and over nothing that is there. */
  put(name: string, file: string): Promise<void>;
  /** What is known to be missing before anything is put. */
  missing(): Promise<readonly Failure[]>;
  classify(error: unknown): ErrorClass;
}
