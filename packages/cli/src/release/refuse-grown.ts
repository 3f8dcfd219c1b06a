import { statSync } from "node:fs";
import { join } from "node:path";
import { inspectTarball } from "@releaser/checksums";
import { type MovingRelease, tarballName } from "@releaser/core";
import { describeGrowth, isWithin, judgeSize, type PackageSize, type SizeLimits, toSizeLimits } from "@releaser/gates";
import type { PublishedVersion } from "@releaser/publishers";
import pMap from "p-map";
import { failures } from "../failures.ts";
import type { Grown } from "../failures/proof.ts";
import { filesAtOnce } from "./packed-release.ts";
import { inTemporaryFolder } from "./page-text.ts";
import type { Train } from "./train.ts";

type Sizing = Pick<Train, "context" | "registry">;

/**
 * Compares each packed tarball in a folder with the version before, as the registry has it, before anything has left the machine.
 * One that had none is new, and has not grown. What the configuration allows is said.
 * @throws E_SIZE_GREW with all that grew too much
 */
export async function refuseGrown(train: Sizing, moving: readonly MovingRelease[], dir: string): Promise<void> {
  const { sizes = {} } = train.context.config;
  if (sizes === false) return;
  const limits = toSizeLimits(sizes);
  const judged = await pMap(moving, async (one) => await judgeOne(train, one, { dir, limits }), {
    concurrency: filesAtOnce,
  });
  const grown = judged.flatMap((one) => one ?? []);
  const reasons = new Map((sizes.allowed ?? []).map((one) => [`${one.package}@${one.version}`, one.reason]));
  for (const { name, to, lines } of grown) {
    const reason = reasons.get(`${name}@${to}`);
    if (reason !== undefined) {
      train.context.notice(`${name}@${to}: ${lines[0] ?? "larger"}, which is allowed: ${reason}`);
    }
  }
  const refused = grown.filter(({ name, to }) => !reasons.has(`${name}@${to}`));
  if (refused.length > 0) throw failures.E_SIZE_GREW({ packages: refused });
}

interface Judging {
  readonly dir: string;
  readonly limits: SizeLimits;
}

async function judgeOne(
  { registry }: Sizing,
  { name, from, to }: MovingRelease,
  { dir, limits }: Judging,
): Promise<Grown | undefined> {
  const published = (await registry.packument(name))?.versions[from];
  if (published === undefined) return undefined;
  const now = await sizeOf(join(dir, tarballName(name, to)));
  if (isToldWithin(published, now, limits)) return undefined;
  const before = await inTemporaryFolder(async (folder) => {
    const file = join(folder, tarballName(name, from));
    await registry.download(name, from, file);
    return await sizeOf(file);
  });
  const verdict = judgeSize(before, now, limits);
  return verdict.grown.length === 0 ? undefined : { name, from, to, ...verdict, lines: describeGrowth(verdict) };
}

/** Registries that tell the size of a version spare the download of what has not grown. */
function isToldWithin({ unpackedSize, fileCount }: PublishedVersion, now: PackageSize, limits: SizeLimits): boolean {
  if (unpackedSize === undefined || fileCount === undefined) return false;
  return isWithin({ unpacked: unpackedSize, files: fileCount }, now, limits);
}

async function sizeOf(file: string): Promise<PackageSize> {
  const { entries } = await inspectTarball(file);
  return { packed: statSync(file).size, files: entries.map(({ path, size }) => ({ path, size })) };
}
