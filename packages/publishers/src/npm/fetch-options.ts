import type { Options } from "npm-registry-fetch";

/** How a registry is asked: its address, and the npmrc lines with its credentials by their keys. */
export type FetchOptions = Options & {
  /** Ends with a slash. */
  readonly registry: string;
  /** Whether libnpmpublish sends into staging. */
  readonly stage?: boolean;
};
