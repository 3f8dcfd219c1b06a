import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkEntryPoints,
  type ChecksumRecord,
  describeProblem,
  hashFile,
  inspectTarball,
  parseChecksums,
  verifyDirectory,
} from "@releaser/checksums";
import { type MovingRelease, publicReleases, sha256, tarballName } from "@releaser/core";
import pMap from "p-map";
import { assetNames, type Release } from "./release.ts";

/** How many files are read at once: memory does not grow with the number of packages, and each child that is started costs by it. */
export const filesAtOnce = 8;

/** One packed package. */
export interface Tarball {
  readonly release: MovingRelease;
  /** Base name: `acme-core-1.4.0.tgz`. */
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
  /** As npm writes it: `sha512-…`. */
  readonly integrity: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Whether it has the entry points that it promises, so that it can be installed and used. */
  readonly installable: boolean;
}

/** The bytes of a release as they lie in its folder, equal to their checksum file. */
export interface PackedRelease {
  readonly record: ChecksumRecord;
  /** SHA-256 of the checksum file, which the signed tag states. */
  readonly digest: string;
  readonly tarballs: readonly Tarball[];
}

/** Reads and verifies the folder of a release; undefined where it is incomplete or differs from its own checksum file. */
export async function readPacked(release: Release): Promise<PackedRelease | undefined> {
  const recorded = readRecorded(release);
  if (!recorded) return undefined;
  const wrong = (await verifyDirectory(recorded.record, release.packed)).filter(({ problem }) => problem !== "extra");
  if (wrong.length > 0) return undefined;
  return {
    ...recorded,
    tarballs: await pMap(publicReleases(release.plan), async (one) => await readTarball(release, one), {
      concurrency: filesAtOnce,
    }),
  };
}

/**
 * The files of a release's folder that were changed since they were recorded, one on a line; empty where none was. The folder
 * is made by one rename, so a run that was killed leaves none; what is missing can be brought again.
 */
export async function changedSince(release: Release): Promise<readonly string[]> {
  const recorded = readRecorded(release);
  if (!recorded) return [];
  const problems = await verifyDirectory(recorded.record, release.packed);
  return problems.filter(({ problem }) => problem === "different" || problem === "not-regular").map(describeProblem);
}

/** The folder's checksum file; undefined where it has none of this commit and plan. */
function readRecorded(release: Release): Pick<PackedRelease, "digest" | "record"> | undefined {
  const file = join(release.packed, assetNames(release.key).checksums);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  const record = parseChecksums(text);
  const own = record.commit === release.commit && record.plan === release.plan.digest;
  return own ? { record, digest: sha256(text) } : undefined;
}

async function readTarball(release: Release, one: MovingRelease): Promise<Tarball> {
  const name = tarballName(one.name, one.to);
  const file = join(release.packed, name);
  const [hash, contents] = await Promise.all([hashFile(file), inspectTarball(file)]);
  const { sha256: digest, integrity } = hash;
  return {
    release: one,
    name,
    file,
    sha256: digest,
    integrity,
    manifest: contents.manifest,
    installable: checkEntryPoints(contents).installable,
  };
}

/** The files of the folder that a release page carries, the checksum file last: where it is, all are. */
export function packedAssets(
  release: Release,
  packed: PackedRelease,
): readonly { readonly name: string; readonly settled: boolean }[] {
  const names = assetNames(release.key);
  return [
    ...packed.record.files.map(({ name }) => ({ name, settled: true })),
    { name: names.evidence, settled: false },
    { name: names.distTags, settled: false },
    { name: names.checksums, settled: true },
  ].filter(({ name }) => lstatSync(join(release.packed, name), { throwIfNoEntry: false })?.isFile());
}
