import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { NxEnv } from "@releaser/testkit";
import { onTestFinished } from "vitest";

/** A remote cache as nx describes it for those who host their own: `GET` and `PUT` of `/v1/cache/<hash>`. It goes with the test. */
export async function openCacheServer(): Promise<{
  readonly env: NxEnv;
  readonly entries: ReadonlyMap<string, Buffer>;
}> {
  const entries = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const key = request.url ?? "";
    if (request.method === "PUT") {
      void buffer(request).then((body) => {
        entries.set(key, body);
        response.writeHead(200).end();
      });
      return;
    }
    const found = entries.get(key);
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "application/octet-stream" }).end(found);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    entries,
    env: {
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: `http://127.0.0.1:${port}`,
      NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: "anyone",
    },
  };
}
