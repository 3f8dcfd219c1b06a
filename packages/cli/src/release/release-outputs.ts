import { join } from "node:path";
import { holds, type Outcome, sha256, type Stage, stages } from "@releaser/core";
import type { Outputs } from "../terminal/github-output.ts";
import { readIfThere } from "./read-if-there.ts";
import { assetNames, type Release } from "./release.ts";

/**
 * What later jobs are told of a release that was carried on: `key`, `tag`, `commit`, the digest of its plan, `checksums` (SHA-256 of
 * the checksum file, as the tag states it; empty where nothing is packed) and `released`, `true` where it was carried to PUBLISHED or
 * further and all of that holds.
 */
export function releaseOutputs(
  release: Release,
  { outcomes, to }: { readonly outcomes: readonly Outcome[]; readonly to: Stage },
): Outputs {
  const { key, tag, commit, plan } = release;
  const checksums = readIfThere(join(release.packed, assetNames(key).checksums));
  return {
    key,
    tag,
    commit,
    plan: plan.digest,
    checksums: checksums === undefined ? "" : sha256(checksums),
    released: String(isPublic(to) && outcomes.every((outcome) => holds(outcome))),
  };
}

function isPublic(to: Stage): boolean {
  return stages.indexOf(to) >= stages.indexOf("published");
}
