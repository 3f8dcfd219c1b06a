import { defineFailures, type FailureConstructors } from "@releaser/core";
import { mendHere, conflict } from "./common.ts";

export interface PackedDetails {
  readonly E_PACKED_MISMATCH: { name: string; version: string; why: string };
  readonly E_PACKED_PROTOCOL: { name: string; entries: readonly string[] };
  readonly E_PACK_DIRECTORY: { folders: readonly string[] };
  readonly E_PACK_FAILED: { command: string; why: string };
  readonly E_SBOM: { why: string };
  readonly E_TARBALL_CHANGED: { file: string; expected: string; found: string };
  readonly E_TARBALL_COLLISION: { file: string; packages: readonly string[] };
  readonly E_TARBALL_UNREADABLE: { file: string; why: string };
}

/** What can go wrong between a package and its packed file. */
export const packedFailures: FailureConstructors<PackedDetails> = defineFailures<PackedDetails>({
  E_PACKED_MISMATCH: (d) => ({
    ...mendHere,
    what: `packing gave no tarball of ${d.name}@${d.version}`,
    why: d.why,
    next: "compare its package.json with release/plan.json, and look at its publishConfig",
  }),
  E_PACKED_PROTOCOL: (d) => ({
    ...mendHere,
    what: `the packed manifest of ${d.name} has ranges that no registry understands`,
    why: d.entries.join(", "),
    next: "pack with pnpm, which rewrites workspace: and catalog:, or write plain ranges",
  }),
  E_PACK_DIRECTORY: (d) => ({
    ...mendHere,
    what: "a folder that is to be packed is not there or has no package.json",
    why: d.folders.join(", "),
    next: "build first (publishConfig.directory is made by the build), then type the same command again",
  }),
  E_PACK_FAILED: (d) => ({ ...mendHere, what: "packing failed", why: d.why, next: d.command }),
  E_SBOM: ({ why }) => ({
    exit: 2,
    what: "the bill of materials could not be made",
    why,
    who: "Builder",
    next: "mend that (pnpm 12 has `pnpm sbom`), or leave artifacts.sbom out of the configuration",
    retryable: false,
  }),
  E_TARBALL_CHANGED: (d) => ({
    ...conflict,
    what: `${d.file} is not the file that was packed`,
    why: `its integrity is ${d.found}, the recorded one is ${d.expected}`,
    next: "remove .releaser and type the same command again: the packed bytes come from the draft",
  }),
  E_TARBALL_COLLISION: (d) => ({
    ...mendHere,
    what: `${d.packages.join(" and ")} pack to the same file name`,
    why: `both would be ${d.file}`,
    next: "rename one of them, or give it another version",
  }),
  E_TARBALL_UNREADABLE: (d) => ({
    ...mendHere,
    what: `${d.file} is no packed package`,
    why: d.why,
    next: "pack it again: remove .releaser, then type the same command",
  }),
});
