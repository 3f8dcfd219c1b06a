const versionForm = String.raw`(?<version>\d+\.\d+\.\d+[^\s\]]*|r-[0-9a-f]{12})`;
const versionHeading = new RegExp(String.raw`^##\s+\[?v?${versionForm}\]?`, "u");
const versionDefinition = new RegExp(String.raw`^\[v?${versionForm}\]:\s`, "u");
const heading = /^#{1,2}\s/u;
const fenceLine = /^ {0,3}(?<mark>`{3,}|~{3,})/u;

/** One `## <version>` heading of a changelog. */
export interface VersionHeading {
  readonly version: string;
  /** The index of its line. */
  readonly at: number;
  /** The index of the next heading of its level or above, whether of a version or not; behind the last line where none is. */
  readonly end: number;
  readonly yanked: boolean;
}

/** The version headings of a changelog in order; lines inside of fenced code and comments are none, and neither is `Unreleased`. */
export function readHeadings(lines: readonly string[]): readonly VersionHeading[] {
  const headings = plainLines(lines).filter((at) => heading.test(lines[at] ?? ""));
  return headings.flatMap((at, index) => {
    const line = lines[at] ?? "";
    const version = versionHeading.exec(line)?.groups?.["version"];
    if (version === undefined) return [];
    return [{ version, at, end: headings[index + 1] ?? lines.length, yanked: line.includes("[YANKED]") }];
  });
}

/** The indexes of the lines that are neither in fenced code nor in a comment. */
function plainLines(lines: readonly string[]): readonly number[] {
  const plain: number[] = [];
  let open: string | undefined;
  for (const [at, line] of lines.entries()) {
    if (open !== undefined) {
      if (closes(line, open)) open = undefined;
      continue;
    }
    open = fenceLine.exec(line)?.groups?.["mark"] ?? (opensComment(line) ? comment : undefined);
    if (open === undefined) plain.push(at);
  }
  return plain;
}

const comment = "<!--";

function closes(line: string, open: string): boolean {
  if (open === comment) return line.includes("-->");
  const mark = fenceLine.exec(line)?.groups?.["mark"];
  return mark?.startsWith(open) === true && line.trim() === mark;
}

function opensComment(line: string): boolean {
  return /^ {0,3}<!--/u.test(line) && !line.includes("-->");
}

/** The version that a link reference is of; undefined for any other line. */
export function versionOfDefinition(line: string): string | undefined {
  return versionDefinition.exec(line)?.groups?.["version"];
}

/** The version that a changelog tells first; undefined where it tells of none. */
export function changelogHead(changelog: string): string | undefined {
  return readHeadings(changelog.split(/\r?\n/u))[0]?.version;
}

/** The changelog with `[YANKED]` behind the heading of a version; unchanged where that is there already, or no such heading. */
export function yankChangelogEntry(changelog: string, version: string): string {
  const lines = changelog.split("\n");
  const found = readHeadings(lines).find((one) => one.version === version && !one.yanked);
  if (found === undefined) return changelog;
  return lines
    .with(
      found.at,
      (lines[found.at] ?? "").replace(/\s*$/u, (end) => ` [YANKED]${end}`),
    )
    .join("\n");
}
