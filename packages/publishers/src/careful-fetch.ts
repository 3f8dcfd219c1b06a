export interface CarefulFetchOptions {
  /** Whether an address may be sent the token. */
  readonly isTrusted: (url: URL) => boolean;
  /** Milliseconds for one request, its answer's body included. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
const reads: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * A `fetch` that takes no token to a host that is not trusted, whether a redirection or an answer's link leads there: the
 * request goes without `authorization`. A redirected change rejects, because it would be sent somewhere unnamed.
 */
export function carefulFetch({ isTrusted, timeout, signal }: CarefulFetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : []), ...(init.signal ? [init.signal] : [])];
    const options = { ...init, redirect: "manual", signal: AbortSignal.any(signals) } as const;
    let url = new URL(input instanceof Request ? input.url : input);
    for (let count = 0; count < mostRedirects; count += 1) {
      const response = await fetch(url, isTrusted(url) ? options : withoutToken(options));
      const location = response.headers.get("location");
      if (!redirects.has(response.status) || location === null) return response;
      await response.body?.cancel();
      if (!reads.has(init.method ?? "GET")) throw new Error(`${url.origin} redirects a change to another address`);
      url = new URL(location, url);
    }
    throw new Error(`${url.origin} redirects too often`);
  };
}

function withoutToken(options: RequestInit): RequestInit {
  const headers = new Headers(options.headers);
  headers.delete("authorization");
  return { ...options, headers };
}
