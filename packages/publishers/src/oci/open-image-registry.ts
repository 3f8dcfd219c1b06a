import { openAsBlob } from "node:fs";
import { type ImagePlace, ReleaserError, isRecord, parseJson } from "@releaser/core";
import { failures } from "../failures.ts";
import { imageDigest, isImageDigest } from "./image-digest.ts";
import { type ImageManifest, type ImageRegistry, largestManifest, manifestTypes } from "./image-registry.ts";
import { readBody } from "./read-body.ts";
import { openSession, type RegistrySession } from "./registry-session.ts";
import type { SessionOptions } from "./session-options.ts";

/** Milliseconds for the bytes of one layer. */
const longestUpload = 1_800_000;
const mostPages = 100;

export interface ImageRegistryOptions extends SessionOptions {
  /** How many tags are asked for at once; 1000 unless told. */
  readonly pageSize?: number;
}

interface Open {
  readonly place: ImagePlace;
  readonly session: RegistrySession;
  readonly pageSize: number;
}

/** An image at a registry that speaks the OCI distribution API. */
export function openImageRegistry({ pageSize = 1000, ...options }: ImageRegistryOptions): ImageRegistry {
  const open: Open = { place: options.place, session: openSession(options), pageSize };
  return {
    image: options.place.image,
    manifest: async (reference) => await readManifest(open, reference),
    hasBlob: async (digest) => await hasBlob(open, digest),
    pushBlob: async (blob) => await pushBlob(open, blob),
    pushManifest: async (reference, manifest) => await pushManifest(open, reference, manifest),
    tags: async () => await readTags(open),
    pushProblem: async () => {
      try {
        await open.session.introduce();
        await askTags(open, "?n=1", true);
        return undefined;
      } catch (error) {
        if (error instanceof ReleaserError && error.failure.exit === 9) return error.failure;
        throw error;
      }
    },
  };
}

function pathOf({ place }: Open, rest: string): string {
  return `/v2/${place.name}/${rest}`;
}

async function refuse({ place }: Open, task: string, response: Response): Promise<ReleaserError> {
  const words = toWords(await readBody(response, largestManifest).catch(() => undefined));
  return failures.E_IMAGE_REFUSED({ image: place.image, task, why: `it answers ${response.status}${words}` });
}

/** The registry's own words, in the form of the specification. */
function toWords(bytes: Buffer | undefined): string {
  const answer = parseJson(bytes?.toString("utf8") ?? "");
  const errors: unknown = isRecord(answer) ? answer["errors"] : undefined;
  const listed: readonly unknown[] = Array.isArray(errors) ? errors : [];
  const first = listed[0];
  if (!isRecord(first)) return "";
  const said = [first["code"], first["message"]].filter((part) => typeof part === "string");
  return said.length === 0 ? "" : `: ${said.join(", ").slice(0, 300)}`;
}

async function readManifest(open: Open, reference: string): Promise<ImageManifest | undefined> {
  const task = `read ${reference}`;
  const response = await open.session.send({
    method: "GET",
    address: pathOf(open, `manifests/${reference}`),
    headers: { accept: manifestTypes.join(", ") },
    task,
    push: false,
  });
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  if (response.status !== 200) throw await refuse(open, task, response);
  const { image } = open.place;
  const bytes = await readBody(response, largestManifest).catch(() => undefined);
  if (!bytes) throw failures.E_IMAGE_UNAVAILABLE({ image, task, why: "the answer broke off, or is too large" });
  const digest = imageDigest(bytes);
  const stated = [response.headers.get("docker-content-digest"), isImageDigest(reference) ? reference : null];
  const other = stated.find((one) => one !== null && one !== digest);
  // Whoever cut the answer short may be a proxy, so the same is asked for again.
  if (other !== undefined) {
    throw failures.E_IMAGE_ANSWER({ image, why: `${reference} is said to be ${other}, and its bytes are ${digest}` });
  }
  return { digest, bytes, mediaType: mediaTypeOf(response, bytes) };
}

function mediaTypeOf(response: Response, bytes: Buffer): string {
  const stated = parseJson(bytes.toString("utf8"));
  const inside = isRecord(stated) ? stated["mediaType"] : undefined;
  return typeof inside === "string" ? inside : (response.headers.get("content-type") ?? "").replace(/;.*$/u, "").trim();
}

async function hasBlob(open: Open, digest: string): Promise<boolean> {
  const task = `look for ${digest}`;
  const address = pathOf(open, `blobs/${digest}`);
  const response = await open.session.send({ method: "HEAD", address, task, push: true });
  await response.body?.cancel();
  if (response.status === 404) return false;
  if (response.ok) return true;
  throw await refuse(open, task, response);
}

async function pushBlob(open: Open, { digest, file }: { digest: string; file: string }): Promise<void> {
  const task = `push ${digest}`;
  const address = pathOf(open, "blobs/uploads/");
  const begun = await open.session.send({ method: "POST", address, task, push: true });
  await begun.body?.cancel();
  const location = begun.headers.get("location");
  if (begun.status !== 202 || location === null) throw await refuse(open, task, begun);
  const to = new URL(location, open.place.origin);
  to.searchParams.set("digest", digest);
  const sent = await open.session.send({
    method: "PUT",
    address: to.href,
    headers: { "content-type": "application/octet-stream" },
    body: await openAsBlob(file),
    task,
    push: true,
    timeout: longestUpload,
  });
  if (sent.status !== 201) throw await refuse(open, task, sent);
  await sent.body?.cancel();
}

async function pushManifest(open: Open, reference: string, { bytes, mediaType }: ImageManifest): Promise<void> {
  const task = `push ${reference}`;
  const response = await open.session.send({
    method: "PUT",
    address: pathOf(open, `manifests/${reference}`),
    headers: { "content-type": mediaType },
    body: new Uint8Array(bytes),
    task,
    push: true,
  });
  if (response.status !== 201) throw await refuse(open, task, response);
  await response.body?.cancel();
}

async function readTags(open: Open): Promise<readonly string[]> {
  const all: string[] = [];
  let query: string | undefined = `?n=${open.pageSize}`;
  for (let page = 0; query !== undefined && page < mostPages; page += 1) {
    const { tags, next }: TagsPage = await askTags(open, query, false);
    all.push(...tags);
    query = next;
  }
  return all;
}

interface TagsPage {
  readonly tags: readonly string[];
  /** The query of the next page. */
  readonly next: string | undefined;
}

async function askTags(open: Open, query: string, push: boolean): Promise<TagsPage> {
  const task = push ? "push" : "list its tags";
  const address = pathOf(open, `tags/list${query}`);
  const response = await open.session.send({ method: "GET", address, task, push });
  if (response.status === 404) {
    await response.body?.cancel();
    return { tags: [], next: undefined };
  }
  if (response.status !== 200) throw await refuse(open, task, response);
  const bytes = await readBody(response, largestManifest).catch(() => undefined);
  const answer = parseJson(bytes?.toString("utf8") ?? "");
  if (!isRecord(answer)) {
    throw failures.E_IMAGE_UNAVAILABLE({ image: open.place.image, task, why: "the list broke off" });
  }
  const tags: readonly unknown[] = Array.isArray(answer["tags"]) ? answer["tags"] : [];
  const link = /<[^>]*?(?<query>\?[^>]*)>;\s*rel="?next"?/u.exec(response.headers.get("link") ?? "")?.groups;
  return { tags: tags.filter((tag) => typeof tag === "string"), next: link?.["query"] };
}
