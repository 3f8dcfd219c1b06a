import type { Rule } from "@releaser/core";
import { versionTxt } from "./rules/file/version-txt.ts";
import { fixedDrift } from "./rules/group/fixed-drift.ts";
import { duplicateName } from "./rules/id/duplicate-name.ts";
import { versionMissing } from "./rules/id/version-missing.ts";
import { unreadable } from "./rules/meta/unreadable.ts";
import { ignoredOnly } from "./rules/plan/ignored-only.ts";
import { invalidChangeset } from "./rules/plan/invalid-changeset.ts";
import { unknownPackage } from "./rules/plan/unknown-package.ts";
import { internalExcludes } from "./rules/range/internal-excludes.ts";
import { internalPeerExcludes } from "./rules/range/internal-peer-excludes.ts";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  versionTxt,
  fixedDrift,
  duplicateName,
  versionMissing,
  unreadable,
  ignoredOnly,
  invalidChangeset,
  unknownPackage,
  internalExcludes,
  internalPeerExcludes,
];
