import { join } from "node:path";
import { type ImagePlace, parseImage } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { hasDockerRegistry, openDockerRegistry, openOciRegistry, writeLayout } from "@releaser/testkit/oci";
import { expect, onTestFinished, type TestContext } from "vitest";
import {
  type DockerCredentials,
  type ImageRegistry,
  openImageRegistry,
  type ReleasedImage,
} from "../../src/oci/index.ts";

/** The registries that the same is asked of: the laboratory's, and Docker's own where it is installed. */
export const kinds = ["lab", "docker"] as const;

/** The host of an empty registry that is open to all; the test is skipped with a printed reason where there is none of its kind. */
export async function openHost(kind: (typeof kinds)[number], context: TestContext): Promise<string> {
  if (kind === "docker" && !hasDockerRegistry()) {
    process.stderr.write(`skipped: ${context.task.name}: needs docker-registry, which is not installed here\n`);
    context.skip("needs docker-registry, which is not installed here");
  }
  const server = kind === "lab" ? await openOciRegistry() : await openDockerRegistry(tempDir());
  onTestFinished(() => server.close());
  return server.host;
}

export function placeAt(host: string, name = "acme/app"): ImagePlace {
  const place = parseImage(`${host}/${name}`);
  expect(place).toBeDefined();
  return place as ImagePlace;
}

export function registryAt(
  host: string,
  credentials: DockerCredentials = { kind: "none" },
  pageSize?: number,
): ImageRegistry {
  return openImageRegistry({
    place: placeAt(host),
    credentials,
    timeout: 5000,
    ...(pageSize !== undefined && { pageSize }),
  });
}

/** A small image in a folder, and what is recorded of it. */
export function builtImage(
  host: string,
  content = "ours",
  architectures: readonly string[] = ["amd64", "arm64"],
): { readonly layout: string; readonly released: ReleasedImage } {
  const layout = join(tempDir(), "layout");
  const digest = writeLayout(layout, content, architectures);
  const platforms = architectures.map((architecture) => `linux/${architecture}`);
  return { layout, released: { image: `${host}/acme/app`, tag: "1.4.0", digest, platforms } };
}
