import type { Failure, Observation, Resource } from "@releaser/core";
import type semver from "semver";
import { failures } from "../failures.ts";
import { readImageLayout } from "./image-layout.ts";
import type { ImageManifest, ImageRegistry } from "./image-registry.ts";
import type { ReleasedImage } from "./images-document.ts";
import { laterVersion, movingTagName, type MovingTag } from "./moving-tags.ts";
import { pushLayout } from "./push-layout.ts";

export interface ImageOptions {
  readonly registry: ImageRegistry;
  readonly released: ReleasedImage;
  readonly after?: readonly string[];
}

/** The bytes of an image at its registry under their digest alone, so that they are durable before anything is public. */
export function imageBytesResource(
  options: ImageOptions & { /** Where it was built. */ readonly layout: string },
): Resource<string> {
  const { registry, released, after, layout } = options;
  const { image, digest } = released;
  return {
    id: `image:${image}@${digest}`,
    stage: "staged",
    title: `pushing the bytes of ${image}`,
    ...(after && { after }),
    preflight: async () => await missingRight(registry, digest),
    observe: async () => ((await registry.manifest(digest)) ? { is: "equal", seen: digest } : { is: "absent" }),
    apply: async () => {
      const found = await readImageLayout(layout, image).catch(() => undefined);
      if (found?.manifests.at(-1)?.digest !== digest) throw failures.E_IMAGE_LOST({ image, digest });
      await pushLayout(registry, found);
    },
    describe: () => "every part is there, under its digest alone",
  };
}

/** The right to push, asked for where there is something to push. */
async function missingRight(registry: ImageRegistry, digest: string): Promise<readonly Failure[]> {
  if (await registry.manifest(digest)) return [];
  const problem = await registry.pushProblem();
  return problem ? [problem] : [];
}

/** The tag of a version at its registry. Another image under it is a conflict (`E_IMAGE_CONFLICT`): it is never moved. */
export function imageVersionResource({ registry, released, after }: ImageOptions): Resource<string> {
  const { image, tag, digest } = released;
  return {
    id: `image:${image}:${tag}`,
    stage: "published",
    title: `publishing ${image}:${tag}`,
    ...(after && { after }),
    preflight: async () => conflictIn(observeVersion(await registry.manifest(tag), released)),
    observe: async () => observeVersion(await registry.manifest(tag), released),
    apply: async () => await registry.pushManifest(tag, await requireBytes(registry, released)),
    describe: () => `${digest.slice(0, 19)}… is what was built`,
  };
}

/** Judges what a version's tag names. */
export function observeVersion(found: ImageManifest | undefined, released: ReleasedImage): Observation<string> {
  if (!found) return { is: "absent" };
  if (found.digest === released.digest) return { is: "equal", seen: found.digest };
  const { image, tag, digest } = released;
  const { failure } = failures.E_IMAGE_CONFLICT({ image, tag, expected: digest, found: found.digest });
  return { is: "different", seen: found.digest, why: failure.why, replaceable: false, failure };
}

function conflictIn(seen: Observation): readonly Failure[] {
  return seen.is === "different" && seen.failure ? [seen.failure] : [];
}

async function requireBytes(registry: ImageRegistry, { image, digest }: ReleasedImage): Promise<ImageManifest> {
  const manifest = await registry.manifest(digest);
  if (!manifest) throw failures.E_IMAGE_LOST({ image, digest });
  return manifest;
}

/** A tag that moves with releases. It never goes back: where the registry has a later version, it counts as held. */
export function movingTagResource(
  options: ImageOptions & { readonly moving: MovingTag; readonly version: semver.SemVer },
): Resource<string> {
  const { registry, released, after, moving, version } = options;
  const { image, digest } = released;
  const tag = movingTagName(moving, version);
  return {
    id: `image:${image}:${tag}`,
    stage: "published",
    title: `moving ${image}:${tag}`,
    ...(after && { after }),
    observe: async () => {
      const [found, tags] = await Promise.all([registry.manifest(tag), registry.tags()]);
      if (found?.digest === digest) return { is: "equal", seen: digest };
      const later = laterVersion(moving, version, tags);
      if (later !== undefined) {
        return { is: "superseded", seen: found?.digest ?? "", why: `${later} is there, which is later` };
      }
      if (!found) return { is: "absent" };
      return { is: "different", seen: found.digest, why: `it names ${found.digest.slice(0, 19)}…`, replaceable: true };
    },
    apply: async () => await registry.pushManifest(tag, await requireBytes(registry, released)),
    describe: () => `${digest.slice(0, 19)}…`,
  };
}
