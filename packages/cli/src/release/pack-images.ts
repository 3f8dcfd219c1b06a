import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { splitCommand } from "@releaser/gates";
import type { ReleasedImage } from "@releaser/publishers/oci";
import type { ContainerConfig } from "../config/config.ts";
import { layoutOf } from "./packed-images.ts";
import { assetNames } from "./release.ts";
import type { Train } from "./train.ts";

/** Builds the images of the configuration below a folder, one after the other, and writes down what they are; gives the name of that file, where there are any. */
export async function packImages(train: Train, dir: string): Promise<readonly string[]> {
  const { containers = [] } = train.context.config;
  if (containers.length === 0) return [];
  const date = new Date(await train.git.text(["show", "--no-patch", "--format=%cI", train.release.commit]));
  const { renderImages } = await import("@releaser/publishers/oci");
  const images: ReleasedImage[] = [];
  for (const container of containers) images.push(await build(train, container, { dir, date }));
  const name = assetNames(train.release.key).images;
  writeFileSync(join(dir, name), renderImages(images));
  return [name];
}

interface Where {
  readonly dir: string;
  readonly date: Date;
}

async function build(
  { context, release }: Train,
  { image, build: command, cwd = ".", platforms }: ContainerConfig,
  { dir, date }: Where,
): Promise<ReleasedImage> {
  const { buildImage } = await import("@releaser/publishers/oci");
  const tag = release.key;
  const layout = await buildImage({
    image,
    tag,
    command: toWords(command),
    cwd: join(release.checkout, cwd),
    layout: layoutOf(dir, image),
    commit: release.commit,
    date,
    exec: context.exec,
    env: context.env,
    signal: context.signal,
    ...(platforms && { platforms }),
  });
  return { image, tag, digest: layout.manifests.at(-1)?.digest ?? "", platforms: layout.platforms };
}

/** What is no command was refused with the configuration. */
function toWords(command: ContainerConfig["build"]): readonly string[] {
  if (typeof command !== "string") return command;
  const split = splitCommand(command);
  return "words" in split ? split.words : [command];
}
