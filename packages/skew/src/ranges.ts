import semver from "semver";

/**
 * Whether a version satisfies a range, prereleases included as package managers take them inside a workspace: `^1.0.0`
 * admits 1.5.0-beta.0, but not 2.0.0-beta.0. What is no version or no range is not judged here and counts as admitted.
 */
export function admits(range: string, version: string): boolean {
  if (semver.valid(version) === null || semver.validRange(range) === null) return true;
  return semver.satisfies(version, range, { includePrerelease: true });
}

/** The text of a dependency with its range raised to a version: prefix and operator stay, a range that is no single comparator becomes `^`. */
export function raise(written: string, range: string, version: string): string {
  const prefix = written.endsWith(range) ? written.slice(0, written.length - range.length) : "";
  return `${prefix}${operatorOf(range.trim())}${version}`;
}

function operatorOf(range: string): string {
  const [, operator = "", rest = ""] = /^(\^|~|>=|=)?\s*(\S+)$/u.exec(range) ?? [];
  return semver.valid(rest) === null ? "^" : operator;
}

/** Whether a version satisfies both ranges, prereleases included. What is no range meets everything. */
export function meet(a: string, b: string): boolean {
  if (semver.validRange(a) === null || semver.validRange(b) === null) return true;
  return semver.intersects(a, b, { includePrerelease: true });
}
