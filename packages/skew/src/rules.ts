import type { Rule } from "@releaser/core";
import { stale } from "./rules/checksum/stale.ts";
import { breakingInPlace } from "./rules/contract/breaking-in-place.ts";
import { editWithoutBump } from "./rules/contract/edit-without-bump.ts";
import { idMismatch } from "./rules/contract/id-mismatch.ts";
import { newVersionNotMajor } from "./rules/contract/new-version-not-major.ts";
import { ownerMissing } from "./rules/contract/owner-missing.ts";
import { versionGap } from "./rules/contract/version-gap.ts";
import { catalogBypassed } from "./rules/dep/catalog-bypassed.ts";
import { catalogMissing } from "./rules/dep/catalog-missing.ts";
import { catalogUnused } from "./rules/dep/catalog-unused.ts";
import { externalMismatch } from "./rules/dep/external-mismatch.ts";
import { overrideShadow } from "./rules/dep/override-shadow.ts";
import { surface } from "./rules/file/surface.ts";
import { versionTxt } from "./rules/file/version-txt.ts";
import { fixedDrift } from "./rules/group/fixed-drift.ts";
import { linkedDrift } from "./rules/group/linked-drift.ts";
import { overlap } from "./rules/group/overlap.ts";
import { patternEmpty } from "./rules/group/pattern-empty.ts";
import { privateSplit } from "./rules/group/private-split.ts";
import { uncovered } from "./rules/group/uncovered.ts";
import { duplicateName } from "./rules/id/duplicate-name.ts";
import { versionInvalid } from "./rules/id/version-invalid.ts";
import { versionMissing } from "./rules/id/version-missing.ts";
import { workspaceGlobEmpty } from "./rules/id/workspace-glob-empty.ts";
import { bumpTooWeak } from "./rules/intent/bump-too-weak.ts";
import { catalogChange } from "./rules/intent/catalog-change.ts";
import { deadChangeset } from "./rules/intent/dead-changeset.ts";
import { noChangeset } from "./rules/intent/no-changeset.ts";
import { importerSpecifier } from "./rules/lock/importer-specifier.ts";
import { changelogHead } from "./rules/log/changelog-head.ts";
import { baselineStale } from "./rules/meta/baseline-stale.ts";
import { configUnknownRule } from "./rules/meta/config-unknown-rule.ts";
import { exemptionDead } from "./rules/meta/exemption-dead.ts";
import { historyMissing } from "./rules/meta/history-missing.ts";
import { unreadable } from "./rules/meta/unreadable.ts";
import { dependentOutOfRange } from "./rules/plan/dependent-out-of-range.ts";
import { engineMismatch } from "./rules/plan/engine-mismatch.ts";
import { fixedJump } from "./rules/plan/fixed-jump.ts";
import { ignoredOnly } from "./rules/plan/ignored-only.ts";
import { invalidChangeset } from "./rules/plan/invalid-changeset.ts";
import { lockfileAfterVersion } from "./rules/plan/lockfile-after-version.ts";
import { mixedIgnored } from "./rules/plan/mixed-ignored.ts";
import { peerCascade } from "./rules/plan/peer-cascade.ts";
import { preModeMismatch } from "./rules/plan/pre-mode-mismatch.ts";
import { skippedDependent } from "./rules/plan/skipped-dependent.ts";
import { unknownPackage } from "./rules/plan/unknown-package.ts";
import { zeroMajor } from "./rules/plan/zero-major.ts";
import { internalExcludes } from "./rules/range/internal-excludes.ts";
import { internalPeerExcludes } from "./rules/range/internal-peer-excludes.ts";
import { internalRegistryFallback } from "./rules/range/internal-registry-fallback.ts";
import { peerDevDisjoint } from "./rules/range/peer-dev-disjoint.ts";
import { peerWorkspaceStar } from "./rules/range/peer-workspace-star.ts";
import { prereleaseFloor } from "./rules/range/prerelease-floor.ts";
import { privateDependency } from "./rules/range/private-dependency.ts";
import { publishedHigher } from "./rules/registry/published-higher.ts";
import { versionTaken } from "./rules/registry/version-taken.ts";
import { contentMismatch } from "./rules/tag/content-mismatch.ts";
import { manifestAhead } from "./rules/tag/manifest-ahead.ts";
import { manifestBehind } from "./rules/tag/manifest-behind.ts";
import { neverVersioned } from "./rules/tag/never-versioned.ts";
import { orphan } from "./rules/tag/orphan.ts";
import { trainLineage } from "./rules/tag/train-lineage.ts";
import { untagged } from "./rules/tag/untagged.ts";
import { enginesConflict } from "./rules/tool/engines-conflict.ts";
import { nodePins } from "./rules/tool/node-pins.ts";
import { packageManager } from "./rules/tool/package-manager.ts";
import { typescript } from "./rules/tool/typescript.ts";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  stale,
  breakingInPlace,
  editWithoutBump,
  idMismatch,
  newVersionNotMajor,
  ownerMissing,
  versionGap,
  catalogBypassed,
  catalogMissing,
  catalogUnused,
  externalMismatch,
  overrideShadow,
  surface,
  versionTxt,
  fixedDrift,
  linkedDrift,
  overlap,
  patternEmpty,
  privateSplit,
  uncovered,
  duplicateName,
  versionInvalid,
  versionMissing,
  workspaceGlobEmpty,
  bumpTooWeak,
  catalogChange,
  deadChangeset,
  noChangeset,
  importerSpecifier,
  changelogHead,
  baselineStale,
  configUnknownRule,
  exemptionDead,
  historyMissing,
  unreadable,
  dependentOutOfRange,
  engineMismatch,
  fixedJump,
  ignoredOnly,
  invalidChangeset,
  lockfileAfterVersion,
  mixedIgnored,
  peerCascade,
  preModeMismatch,
  skippedDependent,
  unknownPackage,
  zeroMajor,
  internalExcludes,
  internalPeerExcludes,
  internalRegistryFallback,
  peerDevDisjoint,
  peerWorkspaceStar,
  prereleaseFloor,
  privateDependency,
  publishedHigher,
  versionTaken,
  contentMismatch,
  manifestAhead,
  manifestBehind,
  neverVersioned,
  orphan,
  trainLineage,
  untagged,
  enginesConflict,
  nodePins,
  packageManager,
  typescript,
];
