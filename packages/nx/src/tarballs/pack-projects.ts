import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Exec, Workspace } from "@releaser/core";
import { packReleases } from "@releaser/publishers";
import { failures } from "../failures.ts";

export interface PackProjectsOptions {
  readonly workspace: Workspace;
  /** Folders of packages, relative to the root with `/`. */
  readonly dirs: readonly string[];
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A tarball and what stands in the file beside it. */
export interface PackedProject {
  readonly dir: string;
  /** Absolute path. */
  readonly file: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/**
 * Packs packages in one pass, each into `.releaser/nx/<folder>`, which then holds the tarball and `<tarball>.sha256` alone.
 * Throws `E_NX_NO_PACKAGE` where a folder is no package with a version, and what `packReleases` throws; no tarball is left
 * then in any of the folders.
 */
export async function packProjects(options: PackProjectsOptions): Promise<readonly PackedProject[]> {
  const { workspace, dirs, exec, env } = options;
  const { root, packageManager } = workspace;
  const packages = dirs.map((dir) => toPackage(workspace, dir));
  const home = join(root, ".releaser/nx");
  await Promise.all(dirs.map(async (dir) => await rm(join(home, dir), { recursive: true, force: true })));
  await mkdir(home, { recursive: true });
  const outDir = await mkdtemp(join(home, ".batch-"));
  try {
    const packed = await packReleases({ root, packageManager, packages, outDir, exec, env, ignoreScripts: false });
    return await Promise.all(packed.map(async ({ file }, index) => await keep(home, dirs[index] ?? "", file)));
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

interface NamedPackage {
  readonly name: string;
  readonly version: string;
  readonly dir: string;
}

function toPackage({ members, root }: Workspace, folder: string): NamedPackage {
  const found = members.find(({ dir }) => dir === folder);
  if (found?.version === undefined) throw failures.E_NX_NO_PACKAGE({ folder });
  return { name: found.name, version: found.version, dir: resolve(root, folder) };
}

async function keep(home: string, dir: string, packed: string): Promise<PackedProject> {
  const file = join(home, dir, basename(packed));
  const sha256 = await hash(packed);
  await mkdir(join(home, dir), { recursive: true });
  await rename(packed, file);
  await writeFile(`${file}.sha256`, `${sha256}  ${basename(file)}\n`);
  return { dir, file, sha256 };
}

async function hash(file: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(file)) digest.update(chunk as Uint8Array);
  return digest.digest("hex");
}
