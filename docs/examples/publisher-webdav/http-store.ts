import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { failures } from "./failures.ts";
import type { Store } from "./store.ts";

export interface HttpStoreOptions {
  readonly address: string;
  /** The collection of the release. */
  readonly collection: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** An answer that is not the one that was hoped for. What `fetch` itself throws is the network's. */
class UnexpectedAnswer extends Error {
  readonly status: number;

  constructor(method: string, status: number) {
    super(`the server answers ${status} to ${method}`);
    this.status = status;
  }
}

/** A collection at a WebDAV server. A file is put under another name and moved, which happens at once or not at all. */
export function httpStore({ address, collection, env, signal }: HttpStoreOptions): Store {
  const base = `${address.replace(/\/$/u, "")}/${encodeURIComponent(collection)}`;
  const authorization = authorizationIn(env);
  const ask = async (request: Request): Promise<Response> => await send(request, { base, authorization, signal });
  return {
    digest: async (name) => {
      const response = await ask({ method: "GET", path: encodeURIComponent(name), expected: [200, 404] });
      const bytes = Buffer.from(await response.arrayBuffer());
      return response.status === 404 ? undefined : createHash("sha256").update(bytes).digest("hex");
    },
    put: async (name, file) => {
      // 405 says that the collection is there already.
      await ask({ method: "MKCOL", path: "", expected: [201, 405] });
      const path = `${encodeURIComponent(name)}.partial`;
      await ask({ method: "PUT", path, expected: [200, 201, 204], body: await readFile(file) });
      const headers = { destination: `${base}/${encodeURIComponent(name)}`, overwrite: "F" };
      await ask({ method: "MOVE", path, expected: [201], headers });
    },
    missing: () =>
      Promise.resolve(authorization === undefined ? [failures.E_WEBDAV_CREDENTIALS({ address }).failure] : []),
    classify,
  };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly expected: readonly number[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer<ArrayBuffer>;
}

interface Server {
  readonly base: string;
  readonly authorization: string | undefined;
  readonly signal: AbortSignal;
}

/** Credentials follow no redirection, and no request lasts for ever. */
async function send({ method, path, expected, headers, body }: Request, server: Server): Promise<Response> {
  const { base, authorization, signal } = server;
  const response = await fetch(`${base}/${path}`, {
    method,
    redirect: "manual",
    signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
    ...(body && { body }),
  });
  if (expected.includes(response.status)) return response;
  await response.body?.cancel();
  throw new UnexpectedAnswer(method, response.status);
}

function authorizationIn({
  WEBDAV_USER: user,
  WEBDAV_PASSWORD: password,
}: HttpStoreOptions["env"]): string | undefined {
  if (user === undefined || password === undefined) return undefined;
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

function classify(error: unknown): ReturnType<Store["classify"]> {
  if (!(error instanceof UnexpectedAnswer)) return "transient";
  if (error.status === 401 || error.status === 403) return "auth";
  if (error.status === 412) return "conflict";
  return error.status >= 500 || error.status === 429 ? "transient" : "fatal";
}
