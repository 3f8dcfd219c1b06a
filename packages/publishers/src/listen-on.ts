import type { Server } from "node:http";
import { hasErrorCode } from "@releaser/core";

/** Binds a server to the first of these loopback ports that is free; 0 is any. Resolves with the port; rejects where none is. */
export async function listenOn(server: Server, ports: readonly number[]): Promise<number> {
  const [port = 0, ...others] = ports;
  try {
    return await bind(server, port);
  } catch (error) {
    if (others.length === 0 || !hasErrorCode(error, "EADDRINUSE", "EACCES")) throw error;
    return await listenOn(server, others);
  }
}

async function bind(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

/** Ends every connection, also those that are kept alive, and resolves when the server is down. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
