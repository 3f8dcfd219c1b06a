import { createHash, type Hash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkedBytes } from "../packed/checked-bytes.ts";
import { streamAtomically } from "../copy-atomically.ts";
import { failures } from "../failures.ts";
import { askGitHub, ifThere } from "./ask-github.ts";
import { isTaken } from "./github-failure.ts";
import { toUploadUrl } from "./github-place.ts";
import type { GitHubAsset, GitHubRelease } from "./github-release.ts";
import type { GitHubClient } from "./open-client.ts";

/**
 * Uploads a file. What an upload that was cut off left of the name is removed first. Where the name is taken, the same bytes
 * are as good as uploaded, and others are `E_ASSET_MISMATCH`.
 */
export async function uploadAsset(client: GitHubClient, release: GitHubRelease, asset: NamedFile): Promise<void> {
  const { name, file } = asset;
  const left = release.assets.find((one) => one.name === name && !one.whole);
  if (left) await removeAsset(client, left);
  const bytes = await checkedBytes(file, undefined);
  await askGitHub(client, { task: `upload ${name}` }, async () => {
    const url = toUploadUrl(client.place, release.uploadUrl, release.id);
    const headers = { "content-type": contentType(name) };
    await client.octokit.request({ method: "POST", url, headers, name, data: bytes }).catch(async (error: unknown) => {
      if (!isTaken(error)) throw error;
      await compareTaken(client, release, { name, sha256: createHash("sha256").update(bytes).digest("hex") });
    });
  });
}

export interface NamedFile {
  readonly name: string;
  /** Path. */
  readonly file: string;
}

async function compareTaken(
  client: GitHubClient,
  release: GitHubRelease,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
): Promise<void> {
  const { octokit } = client;
  const answer = await askGitHub(client, { task: "read its assets", right: "contents: read" }, (repository) =>
    octokit.request("GET /repos/{owner}/{repo}/releases/{release_id}", { ...repository, release_id: release.id }),
  );
  const { digest = "" } = answer.data.assets.find((one) => one.name === name) ?? {};
  if (digest === `sha256:${sha256}`) return;
  throw failures.E_ASSET_MISMATCH({ tag: release.tag, name, expected: sha256, found: digest ?? "" });
}

/** Removes an asset; one that is not there any more is as good as removed. */
export async function removeAsset(client: GitHubClient, { id, name }: GitHubAsset): Promise<void> {
  await askGitHub(client, { task: `remove ${name}` }, (repository) =>
    ifThere(
      client.octokit.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", {
        ...repository,
        asset_id: id,
      }),
    ),
  );
}

/** Writes an asset's bytes to a file, whole or not at all. Throws `E_GITHUB_UNAVAILABLE` where they are not those that GitHub itself tells of. */
export async function downloadAsset(client: GitHubClient, asset: GitHubAsset, toFile: string): Promise<void> {
  const hash = createHash("sha256");
  const source = hashed(await openAsset(client, asset), hash);
  await streamAtomically(Readable.from(source, { objectMode: false }), toFile, () => {
    if (asset.sha256 === undefined || hash.digest("hex") === asset.sha256) return;
    const { owner, repo } = client.place;
    const why = "its bytes do not have the digest that GitHub states";
    throw failures.E_GITHUB_UNAVAILABLE({ repository: `${owner}/${repo}`, task: `download ${asset.name}`, why });
  }).catch(rethrowCutOff(client, asset));
}

/** The SHA-256 of an asset in hex: GitHub's word, else that of its bytes. */
export async function digestOf(client: GitHubClient, asset: GitHubAsset): Promise<string> {
  if (asset.sha256 !== undefined) return asset.sha256;
  const hash = createHash("sha256");
  await pipeline(await openAsset(client, asset), hash).catch(rethrowCutOff(client, asset));
  return hash.digest("hex");
}

async function openAsset(client: GitHubClient, { id, name }: GitHubAsset): Promise<AsyncIterable<Uint8Array>> {
  const route = "GET /repos/{owner}/{repo}/releases/assets/{asset_id}";
  const answer = await askGitHub(client, { task: `download ${name}`, right: "contents: read" }, (repository) =>
    client.octokit.request(route, {
      ...repository,
      asset_id: id,
      headers: { accept: "application/octet-stream" },
      request: { parseSuccessResponseBody: false },
    }),
  );
  // Not as a stream of Node: that one emits its error when nobody listens yet, and so ends the process.
  return answer.data as unknown as AsyncIterable<Uint8Array>;
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

/** A body that ended early has no answer of GitHub that tells of it. */
function rethrowCutOff({ place: { owner, repo } }: GitHubClient, { name }: GitHubAsset) {
  return (error: unknown): never => {
    if (!(error instanceof TypeError)) throw error;
    const request = { repository: `${owner}/${repo}`, task: `download ${name}` };
    throw failures.E_GITHUB_UNAVAILABLE({ ...request, why: error.message });
  };
}

function contentType(name: string): string {
  const suffix = name.slice(name.lastIndexOf(".") + 1);
  const known: Readonly<Record<string, string>> = {
    json: "application/json",
    md: "text/markdown",
    tgz: "application/gzip",
    txt: "text/plain",
  };
  return known[suffix] ?? "application/octet-stream";
}
