import { mkdir } from "node:fs/promises";
import { type Exec, hasErrorCode, safeText } from "@releaser/core";
import { failures } from "../failures.ts";
import { type ImageLayout, readImageLayout } from "./image-layout.ts";

export interface BuildImageOptions {
  readonly image: string;
  readonly tag: string;
  /** Program and arguments; no shell. */
  readonly command: readonly string[];
  /** What the image has to be for, as `linux/amd64`; whatever it is for unless told. */
  readonly platforms?: readonly string[];
  /** The checkout that it is built from. */
  readonly cwd: string;
  /** An absolute path, which the command makes an OCI image layout of. */
  readonly layout: string;
  readonly commit: string;
  readonly date: Date;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs the user's command, which leaves the image as an OCI image layout in a folder and pushes nothing. Throws `E_IMAGE_BUILD`
 * where the command fails, `E_IMAGE_LAYOUT` where what it left is not one image for these platforms.
 */
export async function buildImage(options: BuildImageOptions): Promise<ImageLayout> {
  const { image, layout, platforms = [] } = options;
  await mkdir(layout, { recursive: true });
  await run(options);
  const found = await readImageLayout(layout, image);
  const missing = platforms.filter((one) => !found.platforms.some((has) => has === one || has.startsWith(`${one}/`)));
  if (missing.length === 0) return found;
  const why = `it is for ${found.platforms.join(", ") || "no platform"}, and ${missing.join(", ")} is configured`;
  throw failures.E_IMAGE_LAYOUT({ image, why });
}

async function run(options: BuildImageOptions): Promise<void> {
  const { image, command, cwd, exec, signal } = options;
  const [program = "", ...args] = command;
  const result = await exec(program, args, {
    cwd,
    env: buildEnv(options),
    ...(signal && { signal }),
    together: true,
  }).catch((error: unknown) => {
    if (hasErrorCode(error, "ENOENT")) {
      throw failures.E_IMAGE_BUILD({ image, command: program, why: `there is no program ${program}` });
    }
    throw error;
  });
  signal?.throwIfAborted();
  if (result.code === 0) return;
  const words = safeText(result.stdout).trim().split("\n").slice(-20).join("\n");
  throw failures.E_IMAGE_BUILD({
    image,
    command: program,
    why: `it ended with ${result.code ?? "a signal"}\n${words}`.trim(),
  });
}

/** The date is the commit's, so that a builder that honours it gives the same bytes again. */
function buildEnv(options: BuildImageOptions): Readonly<Record<string, string | undefined>> {
  const { env, image, tag, layout, commit, date, platforms } = options;
  return {
    ...env,
    RELEASER_IMAGE: image,
    RELEASER_IMAGE_TAG: tag,
    RELEASER_IMAGE_REFERENCE: `${image}:${tag}`,
    RELEASER_OCI_LAYOUT: layout,
    RELEASER_COMMIT: commit,
    SOURCE_DATE_EPOCH: String(Math.floor(date.getTime() / 1000)),
    ...(platforms && { RELEASER_PLATFORMS: platforms.join(",") }),
  };
}
