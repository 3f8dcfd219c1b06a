import type { Package, Workspace } from "@releaser/core";
import { oncePer } from "./once-per.ts";
import { currentTag, type ReleaseTag, releaseTags } from "./release-tags.ts";
import { compareStrict, isStrict } from "./strict-version.ts";
import { isVersioned } from "./versioned.ts";

/** Where the version that a package states stands among the versions that were tagged. */
export interface Standing {
  readonly pkg: Package;
  readonly version: string;
  /** The tag of that very version. */
  readonly own: string | undefined;
  /** The nearest tag below. */
  readonly below: ReleaseTag | undefined;
  /** Tags above, of any branch. */
  readonly above: readonly ReleaseTag[];
}

/**
 * Of every package that a release versions. A stable version is measured by stable ones; a prerelease also by those of its
 * own kind, where above it of its own base alone, since a major that was given up leaves its prereleases behind.
 */
export const standings = oncePer((workspace: Workspace): readonly Standing[] => {
  const tagsOf = releaseTags(workspace);
  return workspace.members.flatMap((pkg) => {
    const { version } = pkg;
    if (version === undefined || !isStrict(version) || !isVersioned(workspace, pkg)) return [];
    return [{ pkg, version, own: currentTag(workspace, pkg), ...neighbours(version, tagsOf(pkg)) }];
  });
});

function neighbours(version: string, tags: readonly ReleaseTag[]): Pick<Standing, "above" | "below"> {
  const [base, kind] = [baseOf(version), kindOf(version)];
  let below: ReleaseTag | undefined;
  const above: ReleaseTag[] = [];
  for (const one of tags) {
    const its = kindOf(one.version);
    if (one.version === version || (its !== undefined && its !== kind)) continue;
    if (compareStrict(one.version, version) < 0) {
      if (below === undefined || compareStrict(one.version, below.version) > 0) below = one;
    } else if (its === undefined || baseOf(one.version) === base) above.push(one);
  }
  return { below, above };
}

function baseOf(version: string): string {
  return version.split("-", 1)[0] ?? version;
}

/** `beta` of `1.0.0-beta.1`; a prerelease that only counts is of the kind of its number. */
function kindOf(version: string): string | undefined {
  const cut = version.indexOf("-");
  return cut === -1 ? undefined : version.slice(cut + 1).split(".", 1)[0];
}
