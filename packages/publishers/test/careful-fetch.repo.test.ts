import { createServer, type IncomingHttpHeaders } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { carefulFetch } from "../src/careful-fetch.ts";
import { closeServer, listenOn } from "../src/listen-on.ts";

interface Asked {
  readonly url: string;
  readonly headers: () => readonly IncomingHttpHeaders[];
}

async function answering(status: number, location?: string): Promise<Asked> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(status, location === undefined ? {} : { location }).end("bytes");
  });
  onTestFinished(() => closeServer(server));
  return { url: `http://127.0.0.1:${await listenOn(server, [0])}/`, headers: () => seen };
}

const headers = { authorization: "Bearer secret" };

test("a token is not taken along to where an answer leads, nor to where a link leads", async () => {
  const elsewhere = await answering(200);
  const here = await answering(302, elsewhere.url);
  const get = carefulFetch({ isTrusted: (url) => url.href === here.url, timeout: 5000 });
  expect(await (await get(here.url, { headers })).text()).toBe("bytes");
  await get(elsewhere.url, { headers });
  expect(here.headers().map(({ authorization }) => authorization)).toEqual(["Bearer secret"]);
  expect(elsewhere.headers().map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
});

test("a change is not sent anywhere else, and a circle ends", async () => {
  const elsewhere = await answering(200);
  const moved = await answering(307, elsewhere.url);
  const circle = await answering(302, "/");
  const get = carefulFetch({ isTrusted: () => true, timeout: 5000 });
  await expect(get(moved.url, { method: "POST", headers, body: "{}" })).rejects.toThrow("redirects a change");
  await expect(get(circle.url, { headers })).rejects.toThrow("redirects too often");
  expect([elsewhere.headers().length, circle.headers().length]).toEqual([0, 5]);
});
