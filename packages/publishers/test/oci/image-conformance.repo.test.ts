import {
  type Conformance,
  conformance,
  type ConformanceReport,
  openFaultProxy,
  problemsOf,
} from "@releaser/testkit/conformance";
import type { Resource } from "@releaser/core";
import { openOciRegistry, type OciState, writeLayout } from "@releaser/testkit/oci";
import { tempDir } from "@releaser/testkit";
import semver from "semver";
import { expect, test } from "vitest";
import {
  imageBytesResource,
  type ImageOptions,
  imageVersionResource,
  movingTagResource,
  pushLayout,
  readImageLayout,
} from "../../src/oci/index.ts";
import { builtImage, registryAt } from "./image-world.ts";

/** A registry behind a proxy that has the bytes of the image already, or not. */
function subject(
  hasBytes: boolean,
  toResource: (options: ImageOptions & { layout: string }) => Resource,
  occupied?: string,
): Conformance {
  // The port of the proxy is part of an image's name, and so of nothing that is compared.
  const { layout, released } = builtImage("127.0.0.1", "ours", ["amd64"]);
  return {
    open: async (plan) => {
      const lab = await openOciRegistry();
      const proxy = await openFaultProxy({ service: "oci", upstream: lab.url, plan, patience: 20 });
      if (hasBytes) await pushLayout(registryAt(lab.host), await readImageLayout(layout, released.image));
      const { host } = new URL(proxy.url);
      return {
        resource: () => toResource({ registry: registryAt(host), released, layout }),
        snapshot: (): OciState => lab.snapshot(),
        ...(occupied !== undefined && { occupy: async () => await occupy(lab.host, occupied) }),
        close: async () => void (await Promise.all([lab.close(), proxy.close()])),
      };
    },
  };
}

async function occupy(host: string, tag: string): Promise<void> {
  const dir = tempDir();
  const digest = writeLayout(dir, "theirs");
  const registry = registryAt(host);
  await pushLayout(registry, await readImageLayout(dir, `${host}/acme/app`));
  const manifest = await registry.manifest(digest);
  if (manifest) await registry.pushManifest(tag, manifest);
}

function expectConforms(report: ConformanceReport, occupied: number): void {
  expect(problemsOf(report)).toEqual([]);
  expect(report.checks.map(({ tried }) => tried > 0)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    occupied > 0,
    false,
  ]);
}

test("the bytes of an image pass the kit", async () => {
  expectConforms(await conformance(subject(false, imageBytesResource)), 0);
});

test("the tag of a version passes the kit", async () => {
  expectConforms(await conformance(subject(true, imageVersionResource, "1.4.0")), 1);
});

test("a tag that moves passes the kit", async () => {
  const version = new semver.SemVer("1.4.0");
  const toResource = (options: ImageOptions): Resource => movingTagResource({ ...options, moving: "latest", version });
  expectConforms(await conformance(subject(true, toResource)), 0);
});
