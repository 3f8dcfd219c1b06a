const versionHeading = /^##\s+\[?v?(?<version>\d+\.\d+\.\d+[^\s\]]*|r-[0-9a-f]{12})\]?/u;
const fenceLine = /^ {0,3}(?<mark>`{3,}|~{3,})/u;

/** One `## <version>` heading of a changelog. */
export interface VersionHeading {
  readonly version: string;
  /** The index of its line. */
  readonly at: number;
  readonly yanked: boolean;
}

/** The version headings of a changelog in order; lines inside fenced code are none, and neither is `Unreleased`. */
export function readHeadings(lines: readonly string[]): readonly VersionHeading[] {
  const headings: VersionHeading[] = [];
  let open: string | undefined;
  for (const [at, line] of lines.entries()) {
    const mark = fenceLine.exec(line)?.groups?.["mark"];
    if (open !== undefined) {
      if (mark?.startsWith(open) && line.trim() === mark) open = undefined;
      continue;
    }
    open = mark;
    const version = versionHeading.exec(line)?.groups?.["version"];
    if (version !== undefined) headings.push({ version, at, yanked: line.includes("[YANKED]") });
  }
  return headings;
}

/** The version that a changelog tells first; undefined where it tells of none. */
export function changelogHead(changelog: string): string | undefined {
  return readHeadings(changelog.split(/\r?\n/u))[0]?.version;
}
