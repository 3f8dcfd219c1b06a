import { join } from "node:path";
import type { ChecksumRecord } from "@releaser/checksums";
import { type MovingRelease, publicReleases, type ReleaseFacts, tarballName } from "@releaser/core";
import { isLatest } from "./is-latest.ts";
import { isPrerelease } from "./release.ts";
import type { Train } from "./train.ts";

/** The id of a package's publication on npm. */
export function npmId({ name, to }: Pick<MovingRelease, "name" | "to">): string {
  return `npm:${name}@${to}`;
}

export interface Recorded {
  readonly record: ChecksumRecord;
  /** SHA-256 of the checksum file. */
  readonly digest: string;
}

/** What publishers are told of a release whose bytes are recorded. `outward` unless the run only looks. */
export function releaseFacts(train: Train, { record, digest }: Recorded, outward: boolean): ReleaseFacts {
  const { context, release } = train;
  const packages = new Map(
    publicReleases(release.plan).map((one) => [
      tarballName(one.name, one.to),
      { name: one.name, version: one.to, publication: npmId(one) },
    ]),
  );
  return {
    key: release.key,
    tag: release.tag,
    commit: release.commit,
    plan: release.plan,
    artifacts: record.files.map(({ name, sha256 }) => {
      const about = packages.get(name);
      return { name, sha256, file: join(release.packed, name), ...(about && { package: about }) };
    }),
    checksums: digest,
    prerelease: isPrerelease(release),
    latest: async () => await isLatest(train),
    env: context.env,
    exec: context.exec,
    clock: context.clock,
    signal: context.signal,
    outward,
  };
}
