import { rm, writeFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";
import { basename, join, relative, sep } from "node:path";
import type { Exec, Workspace } from "@releaser/core";
import { packReleases } from "@releaser/publishers";
import { failures } from "./failures.ts";

export interface PackProjectOptions {
  readonly workspace: Workspace;
  /** Folder of the package, absolute. */
  readonly dir: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A tarball and what stands in the file beside it. */
export interface PackedProject {
  /** Absolute path. */
  readonly file: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/**
 * Packs one package into `.releaser/nx/<folder>`, which then holds the tarball and `<tarball>.sha256` alone. Throws
 * `E_NX_NO_PACKAGE` where the folder is no package with a version, and what `packReleases` throws.
 */
export async function packProject({ workspace, dir, exec, env }: PackProjectOptions): Promise<PackedProject> {
  const { root, packageManager } = workspace;
  const folder = relative(root, dir).split(sep).join("/");
  const found = workspace.members.find((member) => member.dir === folder);
  if (found?.version === undefined) throw failures.E_NX_NO_PACKAGE({ folder });
  const outDir = join(root, ".releaser/nx", folder);
  await rm(outDir, { recursive: true, force: true });
  const packages = [{ name: found.name, version: found.version, dir }];
  const [packed] = await packReleases({ root, packageManager, packages, outDir, exec, env, ignoreScripts: false });
  if (packed === undefined) throw failures.E_NX_NO_PACKAGE({ folder });
  const sha256 = await hash(packed.file);
  await writeFile(`${packed.file}.sha256`, `${sha256}  ${basename(packed.file)}\n`);
  return { file: packed.file, sha256 };
}

async function hash(file: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(file)) digest.update(chunk as Uint8Array);
  return digest.digest("hex");
}
