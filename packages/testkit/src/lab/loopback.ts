import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came, with its whole body. */
export interface LabRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer, whole. */
export interface LabReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** What answers requests, without a socket. */
export type LabHandler = (request: LabRequest) => LabReply | Promise<LabReply>;

/** A server of the laboratory. */
export interface LabServer {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** Ends every connection and waits until the server is down. */
  close(): Promise<void>;
}

/** Serves on a free port of 127.0.0.1. What the handler throws becomes a 500 with its message. */
export async function serve(handler: LabHandler): Promise<LabServer> {
  const server = createServer((incoming, outgoing) => {
    void toRequest(incoming)
      .then(handler)
      .catch((error: unknown): LabReply => ({ status: 500, body: String(error) }))
      .then(({ status, headers = {}, body = "" }) => {
        const bytes = Buffer.from(body);
        outgoing.writeHead(status, { ...headers, "content-length": bytes.length }).end(bytes);
      });
  });
  return await listen(server);
}

/** Puts a server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<LabServer> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Reads a request to its end. */
export async function toRequest(incoming: IncomingMessage): Promise<LabRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

/** JSON with a status. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): LabReply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}
