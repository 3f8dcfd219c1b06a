import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, openOciRegistry, type OciRegistry, type OciState } from "@releaser/testkit/oci";
import { expect, onTestFinished, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { outgoingWorlds, outside, pageFolder, type ReleaseWorld } from "./release-world.ts";

const worlds = outgoingWorlds();
const writer = "releaser:very-secret";

/** Builds an image of one layer whose bytes are others each time, as a plain OCI image layout, and says a secret. */
const build = `
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const dir = process.env.RELEASER_OCI_LAYOUT;
console.log("building", process.env.RELEASER_IMAGE_REFERENCE, "ghp_0123456789abcdefghij");
if (process.env.BREAK_BUILD) process.exit(3);
mkdirSync(join(dir, "blobs/sha256"), { recursive: true });
const put = (mediaType, value) => {
  const bytes = typeof value === "string" ? value : JSON.stringify(value);
  const hex = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(join(dir, "blobs/sha256", hex), bytes);
  return { mediaType, digest: "sha256:" + hex, size: Buffer.byteLength(bytes) };
};
const layer = put("application/vnd.oci.image.layer.v1.tar", randomUUID());
const config = put("application/vnd.oci.image.config.v1+json", { os: "linux", architecture: "amd64", rootfs: { type: "layers", diff_ids: [layer.digest] } });
const mediaType = "application/vnd.oci.image.manifest.v1+json";
const manifest = put(mediaType, { schemaVersion: 2, mediaType, config, layers: [layer] });
writeFileSync(join(dir, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
writeFileSync(join(dir, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
`;

interface ImageWorld extends ReleaseWorld {
  readonly registry: OciRegistry;
  readonly image: string;
}

async function imageWorld(more: object = {}): Promise<ImageWorld> {
  const registry = await openOciRegistry({ kind: "token", writers: [writer], anonymous: true });
  onTestFinished(() => registry.close());
  const image = `${registry.host}/acme/app`;
  const it = await worlds.openChanged((repo) => {
    const containers = [
      { image, build: "node image.mjs", platforms: ["linux/amd64"], tags: ["latest", "major"], ...more },
    ];
    const page = { kind: "directory", path: "../releases" };
    writeFileSync(join(repo.dir, "releaser.config.json"), JSON.stringify({ page, containers }));
    writeFileSync(join(repo.dir, "image.mjs"), build);
    // A rehearsal builds nothing for the smoke here, since nothing is installed.
    repo.git("rm", "--quiet", ".sentinel/tests/smoke/smoke_core.mjs");
    repo.commit("released as an image too");
  });
  const docker = join(it.place, "docker");
  mkdirSync(docker);
  const auth = Buffer.from(writer).toString("base64");
  writeFileSync(join(docker, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  const env = { DOCKER_CONFIG: docker };
  return {
    ...it,
    registry,
    image,
    run: (args, options = {}) => it.run(args, { ...options, env: { ...env, ...options.env } }),
    status: (args, options = {}) => it.status(args, { ...options, env: { ...env, ...options.env } }),
  };
}

function tagsIn({ registry }: ImageWorld): Readonly<Record<string, string>> {
  return registry.snapshot().images["acme/app"]?.tags ?? {};
}

function recordedDigest({ place }: ImageWorld): string {
  const { images } = JSON.parse(readFileSync(join(pageFolder({ place }), "1.5.0.images.json"), "utf8")) as {
    readonly images: readonly { readonly digest: string }[];
  };
  return images[0]?.digest ?? "";
}

function codes({ failures }: StatusDocument): readonly string[] {
  return failures.map(({ code }) => code);
}

/** Nobody's credentials. */
const anonymous = { env: { DOCKER_CONFIG: "/nowhere" } };

test("an image is built before the tag, which signs its digest; its bytes are there before any name is, and a fresh machine goes on with them", async () => {
  const it = await imageWorld();
  const tagged = await it.status(["publish", "--to", "tagged", "--outward"]);
  expect([tagged.ok, tagsIn(it)]).toEqual([true, {}]);
  const digest = recordedDigest(it);
  expect(Object.keys(it.registry.snapshot().images["acme/app"]?.manifests ?? {})).toEqual([digest]);
  expect(readFileSync(join(pageFolder(it), "1.5.0.txt"), "utf8")).toContain("  1.5.0.images.json\n");

  const clone = it.clone("fresh");
  const done = await it.status(["publish", "--outward"], { cwd: clone.dir });
  expect([done.ok, tagsIn(it)]).toEqual([true, { "1.5.0": digest, latest: digest, "1": digest }]);
  const before = it.registry.snapshot();
  const announced = await it.status(["announce", "--outward"], { cwd: clone.dir });
  expect([announced.ok, it.registry.snapshot()]).toEqual([true, before]);
  expect(JSON.stringify([tagged, done, announced])).not.toContain("very-secret");

  const verified = await it.status(["verify"], { cwd: it.clone("other").dir, ...anonymous });
  expect(verified.resources.find(({ id }) => id.startsWith("manifest:"))).toMatchObject({
    id: `manifest:${it.image}:1.5.0`,
    verdict: "held",
  });

  it.registry.restore(retagged(before, "1.5.0", "latest-of-others"));
  const moved = [await it.status(["verify"], anonymous), await it.status(["publish", "--outward"])];
  expect(moved.map(({ exit }) => exit)).toEqual([6, 6]);
  expect(moved.flatMap(codes)).toEqual(["E_IMAGE_CONFLICT", "E_IMAGE_CONFLICT"]);
});

/** The same with another image, which is there, under a tag. */
function retagged(state: OciState, tag: string, content: string): OciState {
  const image = state.images["acme/app"];
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [], annotations: { content } }));
  const digest = digestOf(bytes);
  const [mediaType] = Object.values(image?.manifests ?? {}).map((manifest) => manifest.mediaType);
  const manifests = { ...image?.manifests, [digest]: { mediaType: mediaType ?? "", bytes: bytes.toString("base64") } };
  const tags = { ...image?.tags, [tag]: digest };
  return { ...state, images: { "acme/app": { blobs: {}, ...image, manifests, tags } } };
}

test("what would stop an image stops the release before anything is outward", async () => {
  const it = await imageWorld();
  const before = outside(it);
  const broken = await it.run(["publish", "--outward"], { env: { BREAK_BUILD: "1" } });
  expect([broken.code, broken.stdout]).toEqual([4, expect.stringContaining("E_IMAGE_BUILD")]);
  expect(broken.stdout).toContain(`building ${it.image}:1.5.0 ghp_***`);
  const denied = await it.status(["publish", "--outward"], anonymous);
  expect([denied.exit, ...codes(denied)]).toEqual([9, "E_IMAGE_AUTH"]);
  expect(outside(it)).toEqual(before);
  expect(it.registry.snapshot().images).toEqual({});
});

test("a version's tag that names something else is found before anything is outward", async () => {
  const it = await imageWorld();
  const packed = await it.status(["publish", "--to", "packed"]);
  expect(packed.ok).toBe(true);
  // Somebody pushed it by hand.
  const body = Buffer.from(JSON.stringify({ schemaVersion: 2, config: undefined, layers: [] }));
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const authorization = `Basic ${Buffer.from(writer).toString("base64")}`;
  const token = (await (
    await fetch(`${it.registry.url}/token?scope=repository:acme/app:pull,push`, { headers: { authorization } })
  ).json()) as { token: string };
  const headers = { authorization: `Bearer ${token.token}`, "content-type": mediaType };
  const put = await fetch(`${it.registry.url}/v2/acme/app/manifests/1.5.0`, { method: "PUT", headers, body });
  expect(put.status).toBe(201);
  const before = outside(it);
  const told = await it.status(["publish", "--outward"]);
  expect([told.exit, ...codes(told)]).toEqual([6, "E_IMAGE_CONFLICT"]);
  expect(outside(it)).toEqual(before);
});

test("an image whose bytes are gone with the machine that built it is told, not built again", async () => {
  const it = await imageWorld();
  expect((await it.status(["publish", "--to", "tagged", "--outward"])).ok).toBe(true);
  const { tagged } = it.registry.snapshot();
  it.registry.restore({ images: {}, tagged });
  const told = await it.status(["publish", "--outward"], { cwd: it.clone("fresh").dir });
  expect([told.exit, ...codes(told)]).toEqual([6, "E_IMAGE_LOST"]);
  // The machine that built it still has them.
  const again = await it.status(["publish", "--outward"]);
  expect([again.ok, tagsIn(it)["1.5.0"]]).toEqual([true, recordedDigest(it)]);
});

test("a rehearsal builds the image and publishes it into a layout, and asks no registry", async () => {
  const it = await imageWorld();
  const keep = join(it.place, "rehearsal");
  rmSync(join(it.place, "docker"), { recursive: true });
  const rehearsed = await it.run(["rehearse", "--keep", keep]);
  expect([rehearsed.code, rehearsed.stdout]).toEqual([0, expect.stringContaining("image")]);
  expect(it.registry.asked).toEqual([]);
  const dir = join(keep, "images", it.image.replace(":", "_"));
  const index = JSON.parse(readFileSync(join(dir, "index.json"), "utf8")) as {
    readonly manifests: readonly { readonly annotations?: Readonly<Record<string, string>> }[];
  };
  expect(index.manifests.flatMap(({ annotations }) => Object.values(annotations ?? {})).toSorted()).toEqual([
    "1",
    "1.5.0",
    "latest",
  ]);
  expect(readdirSync(join(keep, "releases/v1.5.0"))).toContain("1.5.0.images.json");
  expect(existsSync(join(dir, "oci-layout"))).toBe(true);
});
