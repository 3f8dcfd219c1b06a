import type { DockerCredentials } from "./docker-credentials.ts";
import type { ImagePlace } from "@releaser/core";

/** Whose registry is asked, and as whom. */
export interface SessionOptions {
  readonly place: ImagePlace;
  readonly credentials: DockerCredentials;
  /** A host that may be sent the credentials beside those that are known. */
  readonly tokenHost?: string | undefined;
  readonly signal?: AbortSignal;
  /** Milliseconds for one request with its answer; 60 seconds unless told. */
  readonly timeout?: number;
}

/** One request to it. */
export interface RegistryRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT";
  /** Resolved against the registry's origin. */
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob | Uint8Array<ArrayBuffer>;
  /** What it is for, as the end of "could not …". */
  readonly task: string;
  /** Whether it needs the right to push. */
  readonly push: boolean;
  /** Milliseconds; what the session was told unless told. */
  readonly timeout?: number;
}
