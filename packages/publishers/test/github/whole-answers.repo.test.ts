import { createServer, type RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { wholeAnswers } from "../../src/github/whole-answers.ts";
import { closeServer, listenOn } from "../../src/listen-on.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const whole = JSON.stringify([{ id: 1, name: "v1.0.0" }]);
const half = whole.slice(0, 12);

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => closeServer(server));
  return `http://127.0.0.1:${await listenOn(server, [0])}/`;
}

const get = wholeAnswers(fetch);

test("a whole answer comes as it is, with its status, headers and address", async () => {
  const url = await answering((_, response) => void response.writeHead(201, { ...json, etag: '"x"' }).end(whole));
  const answer = await get(url);
  expect([answer.status, answer.headers.get("etag"), answer.url]).toEqual([201, '"x"', url]);
  expect(await answer.text()).toBe(whole);
});

test("one that ends early, or breaks off, rejects", async () => {
  const short = await answering((_, response) => void response.writeHead(200, json).end(half));
  await expect(get(short)).rejects.toThrow("the answer with status 200 ended early");
  const broken = await answering((_, response) => {
    response.writeHead(200, { ...json, "content-length": whole.length });
    response.write(half, () => response.destroy());
  });
  await expect(get(broken)).rejects.toThrow(TypeError);
});

test("an answer without a text, in another type, or of a file that is downloaded, is none of its business", async () => {
  const none = await answering((_, response) => void response.writeHead(204).end());
  expect((await get(none)).status).toBe(204);
  const empty = await answering((_, response) => void response.writeHead(200, json).end());
  expect(await (await get(empty)).text()).toBe("");
  const page = await answering(
    (_, response) => void response.writeHead(502, { "content-type": "text/html" }).end("<p>"),
  );
  expect(await (await get(page)).text()).toBe("<p>");
  const file = await answering((_, response) => void response.writeHead(200, json).end(half));
  expect(await (await get(file, { headers: { accept: "application/octet-stream" } })).text()).toBe(half);
});
