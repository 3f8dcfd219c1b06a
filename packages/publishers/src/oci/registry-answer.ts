import { failures } from "../failures.ts";
import type { ImagePlace } from "@releaser/core";
import type { RegistryRequest, SessionOptions } from "./session-options.ts";

/** Words of the network name the signed addresses of stores, so the code alone is told. */
export function unavailable({ image }: ImagePlace, task: string, error: unknown): Error {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "no answer came";
  return failures.E_IMAGE_UNAVAILABLE({ image, task, why: code });
}

/** An answer of any status but those that say later, or not you: these are thrown as failures. */
export async function judged(response: Response, request: RegistryRequest, options: SessionOptions): Promise<Response> {
  const { status } = response;
  const { image, host } = options.place;
  if (status >= 500 || status === 429 || status === 408) {
    await response.body?.cancel();
    throw failures.E_IMAGE_UNAVAILABLE({ image, task: request.task, why: `${host} answers ${status}` });
  }
  if (status !== 401 && status !== 403) return response;
  await response.body?.cancel();
  throw denied(request, options, `it answers ${status}`);
}

/** The failure of whoever may not. */
export function denied({ task, push }: RegistryRequest, { place, credentials }: SessionOptions, why: string): Error {
  const { image, host } = place;
  if (credentials.kind === "elsewhere") return failures.E_IMAGE_CREDENTIALS({ host, why: credentials.why });
  return failures.E_IMAGE_AUTH({ image, host, task, push, hasCredentials: credentials.kind === "basic", why });
}
