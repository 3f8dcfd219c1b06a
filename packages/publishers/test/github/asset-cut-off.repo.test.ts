import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { expect, onTestFinished, test } from "vitest";
import { digestOf, downloadAsset } from "../../src/github/github-assets.ts";
import { openGitHubClient, type GitHubClient } from "../../src/github/index.ts";

/** A GitHub that begins each answer and then is gone. */
async function leaving(): Promise<GitHubClient> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": "1000" });
    response.write("begun", () => void setImmediate(() => response.destroy()));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = { owner: "acme", repo: "shop", apiUrl, webUrl: apiUrl, uploadUrl: undefined };
  return openGitHubClient({ place, token: undefined, notice: () => {} });
}

test("an asset whose bytes end early is a failure to try again, whenever that shows, and leaves no file", async () => {
  const [client, dir] = [await leaving(), tempDir()];
  const asset = { id: 1, name: "a.tgz", size: 1000, sha256: undefined, whole: true };
  const unavailable = { failure: { code: "E_GITHUB_UNAVAILABLE", exit: 5 } };
  for (let count = 0; count < 40; count += 1) {
    await expect(downloadAsset(client, asset, join(dir, "a.tgz"))).rejects.toMatchObject(unavailable);
    await expect(digestOf(client, asset)).rejects.toMatchObject(unavailable);
  }
  expect(readdirSync(dir)).toEqual([]);
});
