import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { writeLayout } from "@releaser/testkit/oci";
import { describe, expect, test } from "vitest";
import { imageDigest, openFolderRegistry, pushLayout, readImageLayout } from "../../src/oci/index.ts";
import { builtImage, kinds, openHost, registryAt } from "./image-world.ts";

describe.each(kinds)("the %s registry", (kind) => {
  test("has an image under its digest once it was pushed, and under no name", async (context) => {
    const host = await openHost(kind, context);
    const registry = registryAt(host);
    const { layout, released } = builtImage(host);
    expect([await registry.manifest(released.digest), await registry.tags()]).toEqual([undefined, []]);

    const read = await readImageLayout(layout, released.image);
    expect(read.platforms).toEqual(["linux/amd64", "linux/arm64"]);
    for (const _ of ["first", "second"]) await pushLayout(registry, read);
    const found = await registry.manifest(released.digest);
    expect([found?.digest, found?.mediaType]).toEqual([released.digest, "application/vnd.oci.image.index.v1+json"]);
    expect(imageDigest(found?.bytes ?? new Uint8Array())).toBe(released.digest);
    expect(await registry.tags()).toEqual([]);
    for (const { digest } of read.blobs) expect(await registry.hasBlob(digest)).toBe(true);
    expect(await registry.hasBlob(imageDigest(Buffer.from("another")))).toBe(false);
  });

  test("names it by as many tags as are put, each the same bytes, and moves those that are put again", async (context) => {
    const host = await openHost(kind, context);
    const registry = registryAt(host);
    const [one, two] = [builtImage(host, "one", ["amd64"]), builtImage(host, "two", ["amd64"])];
    for (const { layout, released } of [one, two]) {
      await pushLayout(registry, await readImageLayout(layout, released.image));
    }
    const digestOf = async (tag: string): Promise<string | undefined> => (await registry.manifest(tag))?.digest;
    for (const [tag, { released }] of [
      ["1.4.0", one],
      ["latest", one],
      ["latest", two],
    ] as const) {
      const manifest = await registry.manifest(released.digest);
      if (manifest) await registry.pushManifest(tag, manifest);
    }
    expect(await Promise.all(["1.4.0", "latest", "1.5.0"].map(digestOf))).toEqual([
      one.released.digest,
      two.released.digest,
      undefined,
    ]);
    expect((await registry.tags()).toSorted()).toEqual(["1.4.0", "latest"]);
  });

  test("lists more tags than fit on a page", async (context) => {
    const host = await openHost(kind, context);
    const registry = registryAt(host, { kind: "none" }, 3);
    const { layout, released } = builtImage(host, "many", ["amd64"]);
    await pushLayout(registry, await readImageLayout(layout, released.image));
    const manifest = await registry.manifest(released.digest);
    const tags = Array.from({ length: 7 }, (_, index) => `1.0.${index}`);
    for (const tag of tags) if (manifest) await registry.pushManifest(tag, manifest);
    expect((await registry.tags()).toSorted()).toEqual(tags.toSorted());
  });

  test("takes no bytes that are not those of their digest, and no manifest before its parts", async (context) => {
    const host = await openHost(kind, context);
    const registry = registryAt(host);
    const { layout, released } = builtImage(host);
    const { manifests, blobs } = await readImageLayout(layout, released.image);
    const [first] = blobs;
    const wrong = { digest: imageDigest(Buffer.from("x")), file: first?.file ?? "" };
    await expect(registry.pushBlob(wrong)).rejects.toMatchObject({ failure: { code: "E_IMAGE_REFUSED" } });
    const last = manifests.at(-1);
    if (last) {
      await expect(registry.pushManifest("1.4.0", last)).rejects.toMatchObject({
        failure: { code: "E_IMAGE_REFUSED", exit: 5, retryable: false },
      });
    }
    expect(await registry.manifest("1.4.0")).toBeUndefined();
  });
});

test("a folder stands in for a registry, in a form that is read as a layout again", async () => {
  const { layout, released } = builtImage("registry.test", "ours", ["amd64"]);
  const dir = join(tempDir(), "images");
  const registry = openFolderRegistry(dir, released.image);
  const read = await readImageLayout(layout, released.image);
  await pushLayout(registry, read);
  expect([(await registry.manifest(released.digest))?.digest, await registry.tags()]).toEqual([released.digest, []]);
  const manifest = read.manifests.at(-1);
  for (const tag of ["1.4.0", "latest", "1.4.0"]) if (manifest) await registry.pushManifest(tag, manifest);
  expect([(await registry.tags()).toSorted(), (await registry.manifest("latest"))?.digest]).toEqual([
    ["1.4.0", "latest"],
    released.digest,
  ]);
  expect(await registry.manifest("1.5.0")).toBeUndefined();
  const other = openFolderRegistry(join(tempDir(), "other"), released.image);
  await pushLayout(other, read);
  writeLayout(join(dir, "unrelated"), "x");
  expect(await other.manifest(released.digest)).toEqual(manifest);
});
