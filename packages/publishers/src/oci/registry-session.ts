import { carefulFetch } from "../careful-fetch.ts";
import { authorize } from "./authorize.ts";
import { judged, unavailable } from "./registry-answer.ts";
import type { RegistryRequest, SessionOptions } from "./session-options.ts";

/** Requests to one image's registry, with what it asks for. */
export interface RegistrySession {
  /**
   * The answer, of any status but 401, 403, 408, 429 and 5xx. Throws `E_IMAGE_AUTH`, `E_IMAGE_CREDENTIALS`,
   * `E_IMAGE_UNAVAILABLE`, or `E_IMAGE_ANSWER` where the registry asks for what it does not get.
   */
  send(request: RegistryRequest): Promise<Response>;
  /** Asks the registry who it wants to know, and gets the right to push, where it wants to know anybody. Throws what `send` throws. */
  introduce(): Promise<void>;
}

/** Opens a session. Its credentials go to the registry and to who hands out its tokens, and nowhere else. */
export function openSession(options: SessionOptions): RegistrySession {
  const granted = new Map<boolean, string>();
  const introduce = async (response: Response, request: RegistryRequest): Promise<void> => {
    await response.body?.cancel();
    granted.set(request.push, await authorize(response.headers.get("www-authenticate") ?? "", request, options));
  };
  return {
    send: async (request) => {
      const first = await attempt(request, granted.get(request.push), options);
      if (first.status !== 401) return judged(first, request, options);
      await introduce(first, request);
      return judged(await attempt(request, granted.get(request.push), options), request, options);
    },
    introduce: async () => {
      const request: RegistryRequest = { method: "GET", address: "/v2/", task: "push", push: true };
      const first = await attempt(request, undefined, options);
      if (first.status === 401) await introduce(first, request);
      else await first.body?.cancel();
    },
  };
}

async function attempt(
  request: RegistryRequest,
  authorization: string | undefined,
  { place, signal, timeout = 60_000 }: SessionOptions,
): Promise<Response> {
  const origin = new URL(place.origin);
  const careful = carefulFetch({
    isTrusted: (url) => url.origin === origin.origin,
    timeout: request.timeout ?? timeout,
    ...(signal && { signal }),
  });
  const headers = { ...request.headers, ...(authorization !== undefined && { authorization }) };
  const { method, body } = request;
  return await careful(new URL(request.address, origin), { method, headers, ...(body && { body }) }).catch(
    (error: unknown) => {
      throw unavailable(place, request.task, error);
    },
  );
}
