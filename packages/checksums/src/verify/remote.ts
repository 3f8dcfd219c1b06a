import type { Clock } from "@releaser/core";

/** How addresses are asked, and how much is taken from them. */
export interface Remote {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Milliseconds for one answer, its body included. */
  readonly timeout: number;
  /** Bytes of one answer. */
  readonly maxBytes: number;
  /** Hosts that an address may be led to, beside its own. */
  readonly hosts: readonly string[];
  /** How often an address is asked that does not answer, or answers 404, 408, 429 or 5xx; each time after a longer wait. */
  readonly tries: number;
}

/** Why there are no bytes: none are there, the answer is not them, or none came. */
export interface Trouble {
  readonly problem: "missing" | "refused" | "unreachable";
  readonly why: string;
}

/** Where GitHub keeps the assets of releases: its own address leads there. */
const gitHubAssets = ["objects.githubusercontent.com", "release-assets.githubusercontent.com"];
const maxRedirects = 5;

/** Asks an address and hands its bytes to `read`; what `read` rejects with is a trouble of the answer too. */
export async function readAddress<T>(
  remote: Remote,
  address: string,
  {
    accept = "*/*",
    read,
  }: { readonly accept?: string; readonly read: (body: AsyncIterable<Uint8Array>) => Promise<T> },
): Promise<Trouble | { readonly value: T }> {
  let last: Trouble = { problem: "unreachable", why: "it was not asked" };
  for (let attempt = 0; attempt < remote.tries; attempt += 1) {
    if (attempt > 0) await remote.clock.sleep(1000 * 2 ** (attempt - 1));
    const answer = await ask(remote, address, { accept, read });
    if ("value" in answer || answer.problem === "refused") return answer;
    last = answer;
  }
  return last;
}

/** An answer that is not the file that was asked for. */
class Refused extends Error {}

async function ask<T>(
  remote: Remote,
  address: string,
  { accept, read }: { readonly accept: string; readonly read: (body: AsyncIterable<Uint8Array>) => Promise<T> },
): Promise<Trouble | { readonly value: T }> {
  const signal = AbortSignal.timeout(remote.timeout);
  try {
    const response = await follow(remote, address, { accept, signal });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return { problem: "missing", why: `${response.status} from ${response.url || address}` };
    }
    refuseOther(response, address);
    return { value: await read(limited(response.body, remote.maxBytes)) };
  } catch (error) {
    if (error instanceof Refused) return { problem: "refused", why: error.message };
    return { problem: "unreachable", why: toReason(error, remote) };
  }
}

async function follow(
  { fetch: get, hosts }: Remote,
  address: string,
  { accept, signal }: { readonly accept: string; readonly signal: AbortSignal },
): Promise<Response> {
  const own = new URL(address);
  const allowed = new Set([own.host, ...hosts, ...(own.host === "github.com" ? gitHubAssets : [])]);
  let at = own;
  for (let steps = 0; steps <= maxRedirects; steps += 1) {
    // Compressed on its way, a body would come as other bytes than the file's.
    const response = await get(at.href, {
      redirect: "manual",
      signal,
      headers: { accept, "accept-encoding": "identity" },
    });
    const to = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || to === null) return response;
    await response.body?.cancel();
    const next = new URL(to, at);
    if (!allowed.has(next.host)) throw new Refused(`${at.host} leads to another host, ${next.host}`);
    if (next.protocol !== at.protocol && next.protocol !== "https:") {
      throw new Refused(`${at.host} leads from ${at.protocol} to ${next.protocol}`);
    }
    at = next;
  }
  throw new Refused(`it leads on more than ${maxRedirects} times`);
}

function refuseOther(response: Response, address: string): void {
  const { status, headers } = response;
  if (status === 408 || status === 429 || status >= 500) throw new Error(`it answered ${status}`);
  if (status !== 200) throw new Refused(`it answered ${status}`);
  const type = headers.get("content-type") ?? "";
  if (/\bhtml\b/iu.test(type) && !/\.html?$/iu.test(new URL(address).pathname)) {
    throw new Refused(`it answered with a web page (${type.slice(0, 80)}) in place of the file`);
  }
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") throw new Refused(`it sent the bytes in the encoding ${encoding.slice(0, 40)}`);
}

async function* limited(body: ReadableStream<Uint8Array> | null, maxBytes: number): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new Refused(`the answer is larger than ${maxBytes} bytes`);
    yield chunk;
  }
}

function toReason(error: unknown, { timeout }: Remote): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no whole answer came within ${timeout} ms`;
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? `${error.message}: ${cause.message}` : error.message;
}
