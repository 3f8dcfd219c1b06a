import { type Exec, tarballName } from "@releaser/core";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { failures } from "../failures.ts";
import { npmPack } from "./npm-pack.ts";
import { localRanges, type PackedManifest } from "./packed-manifest.ts";
import { pnpmPack } from "./pnpm-pack.ts";
import { readTarball } from "./read-tarball.ts";
import { checkTarballNames } from "./check-tarball-names.ts";

export interface PackReleasesOptions {
  readonly root: string;
  /** That of the repository; npm packs where it is not pnpm. */
  readonly packageManager: "bun" | "npm" | "pnpm" | "yarn" | undefined;
  /** `dir` is absolute or relative to the root. */
  readonly packages: readonly { readonly name: string; readonly version: string; readonly dir: string }[];
  /** Where the tarballs are put; made where it is absent. */
  readonly outDir: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ignoreScripts: boolean;
  readonly signal?: AbortSignal;
  /** Looks at each tarball before anything here reads it, so that one which would exhaust the reader is refused first. */
  readonly look?: (packed: { readonly name: string; readonly version: string; readonly file: string }) => Promise<void>;
}

/** A packed package. */
export interface PackedRelease {
  readonly name: string;
  readonly version: string;
  /** Absolute path of the tarball. */
  readonly file: string;
  /** Which program wrote it: npm and pnpm give different bytes. */
  readonly how: "npm" | "pnpm";
}

/**
 * Packs packages in one pass, in the order given: pnpm repositories by pnpm, which rewrites `workspace:` and `catalog:`
 * without an install, all others by npm. Each tarball is looked into before it is handed on. Throws
 * `E_TARBALL_COLLISION`, `E_PACK_DIRECTORY`, `E_PACK_FAILED`, `E_PACKED_MISMATCH`, `E_PACKED_PROTOCOL` or
 * `E_TARBALL_UNREADABLE`, and then nothing new is in `outDir`.
 */
export async function packReleases(options: PackReleasesOptions): Promise<readonly PackedRelease[]> {
  if (options.packages.length === 0) return [];
  checkTarballNames(options.packages);
  const root = resolve(options.root);
  const outDir = resolve(options.outDir);
  await mkdir(outDir, { recursive: true });
  const destination = await mkdtemp(join(outDir, ".packing-"));
  try {
    const packages = options.packages.map((release) => ({ ...release, dir: resolve(root, release.dir) }));
    const how = options.packageManager === "pnpm" ? "pnpm" : "npm";
    await (how === "pnpm" ? pnpmPack : npmPack)({ ...options, root, packages, destination });
    await checkPacked(packages, destination, options.look);
    return await Promise.all(
      packages.map(async ({ name, version }) => ({
        name,
        version,
        file: await keep(destination, { outDir, name, version }),
        how,
      })),
    );
  } finally {
    await rm(destination, { recursive: true, force: true });
  }
}

async function checkPacked(
  packages: PackReleasesOptions["packages"],
  destination: string,
  look: PackReleasesOptions["look"],
): Promise<void> {
  const packed = await readdir(destination);
  for (const { name, version } of packages) {
    const file = tarballName(name, version);
    if (!packed.includes(file)) {
      throw failures.E_PACKED_MISMATCH({
        name,
        version,
        why: `${file} was not written; there are: ${packed.join(", ") || "none"}`,
      });
    }
    await look?.({ name, version, file: join(destination, file) });
    checkManifest(await readTarball(join(destination, file)), { name, version });
  }
}

function checkManifest(
  packed: PackedManifest,
  { name, version }: { readonly name: string; readonly version: string },
): void {
  if (packed.name !== name || packed.version !== version) {
    throw failures.E_PACKED_MISMATCH({ name, version, why: `the tarball says ${packed.name}@${packed.version}` });
  }
  const entries = localRanges(packed);
  if (entries.length > 0) throw failures.E_PACKED_PROTOCOL({ name, entries });
}

async function keep(
  destination: string,
  packed: { readonly outDir: string; readonly name: string; readonly version: string },
): Promise<string> {
  const file = join(packed.outDir, basename(tarballName(packed.name, packed.version)));
  await rename(join(destination, basename(file)), file);
  return file;
}
