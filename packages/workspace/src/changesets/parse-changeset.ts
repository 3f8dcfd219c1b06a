import type { Changeset, ChangesetRelease, InvalidInput } from "@releaser/core";
import { LineCounter, type Pair, isMap, isScalar, parseDocument, visit } from "yaml";
import { scanFrontMatter } from "./scan-front-matter.ts";

export interface ChangesetText {
  /** The file's name without `.md`, with `pre/` before it where it lies there. */
  readonly id: string;
  readonly file: string;
  readonly text: string;
}

/** One changeset, or everything that is wrong with it. */
export type ParsedChangeset =
  | { readonly changeset: Changeset; readonly invalid: readonly [] }
  | { readonly changeset?: undefined; readonly invalid: readonly InvalidInput[] };

const bumps: ReadonlySet<unknown> = new Set(["major", "minor", "none", "patch"]);

/**
 * A changeset from its text: front matter between two lines `---` that maps package names to bumps, then the summary.
 * A byte order mark and CRLF are passed over. Takes time in proportion to the text.
 */
export function parseChangeset({ id, file, text }: ChangesetText): ParsedChangeset {
  const lines = text
    .replace(/^\uFEFF/u, "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  const refuse = (line: number, reason: string): ParsedChangeset => ({ invalid: [{ at: { file, line }, reason }] });
  const broken = lines.findIndex((line) => line.includes("\0") || line.includes("\uFFFD"));
  if (broken !== -1) return refuse(broken + 1, "holds bytes that are no text in UTF-8");
  const start = lines.findIndex((line) => line.trim() !== "");
  if (start === -1) return refuse(1, "is empty; a changeset starts with front matter between two lines ---");
  if (lines[start]?.trim() !== "---") {
    return refuse(start + 1, "does not start with a line ---, so it has no front matter");
  }
  const end = lines.findIndex((line, index) => index > start && line.trim() === "---");
  if (end === -1) return refuse(start + 1, "has front matter that no second line --- ends");
  const front = readFront(lines.slice(start + 1, end).join("\n"), { file, offset: start + 1 });
  if (front.invalid.length > 0) return { invalid: front.invalid };
  const summary = lines
    .slice(end + 1)
    .join("\n")
    .trim();
  return { changeset: { id, file, summary, releases: front.releases }, invalid: [] };
}

interface Place {
  readonly file: string;
  /** Lines before the front matter. */
  readonly offset: number;
}

interface Front {
  readonly releases: readonly ChangesetRelease[];
  readonly invalid: readonly InvalidInput[];
}

/** A YAML reader takes a second over 64 KB of what is none, so it is given little. */
const mostYaml = 4096;
const mostProblems = 20;

function readFront(front: string, place: Place): Front {
  const scanned = scanFrontMatter(front);
  if (scanned !== undefined) {
    const at = (line: number): InvalidInput["at"] => ({ file: place.file, line: line + place.offset, column: 1 });
    return { releases: scanned.map(({ name, type, line }) => ({ name, type, at: at(line) })), invalid: [] };
  }
  if (front.length <= mostYaml) return parseFront(front, place);
  const reason = "has more than 4 KB of front matter that is not a line for each name, each name once";
  return { releases: [], invalid: [{ at: { file: place.file, line: place.offset + 1 }, reason }] };
}

function parseFront(front: string, place: Place): Front {
  const counter = new LineCounter();
  const at = (start: number | undefined): InvalidInput["at"] => {
    const { line, col } = counter.linePos(start ?? 0);
    return { file: place.file, line: Math.max(line, 1) + place.offset, column: Math.max(col, 1) };
  };
  const document = attempt(front, counter);
  if (document === undefined) {
    return { releases: [], invalid: [{ at: at(0), reason: "has front matter that nests too deep" }] };
  }
  const problems = [...document.errors, ...document.warnings].slice(0, mostProblems).map((problem) => ({
    at: at(problem.pos[0]),
    reason: `has front matter that is no plain YAML: ${problem.message.split("\n")[0]}`,
  }));
  visit(document, {
    Alias: (_, node) => void problems.push({ at: at(node.range?.[0]), reason: "has an alias in its front matter" }),
  });
  if (problems.length > 0) return { releases: [], invalid: problems.slice(0, mostProblems) };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { releases: [], invalid: [] };
  if (!isMap(root)) {
    return {
      releases: [],
      invalid: [{ at: at(root.range?.[0]), reason: "has front matter that maps no names to bumps" }],
    };
  }
  const read = root.items.map((pair) => readRelease(pair, at));
  return {
    releases: read.flatMap((one) => ("name" in one ? [one] : [])),
    invalid: read.flatMap((one) => ("reason" in one ? [one] : [])),
  };
}

/** Package names hold no brackets, so no changeset needs many; the YAML reader takes long over deep nests. */
const mostBrackets = 100;

function attempt(front: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> | undefined {
  if ((front.match(/[[{]/gu) ?? []).length > mostBrackets) return undefined;
  try {
    return parseDocument(front, { lineCounter, uniqueKeys: true, strict: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readRelease(
  { key, value }: Pair,
  at: (start: number | undefined) => InvalidInput["at"],
): ChangesetRelease | InvalidInput {
  const name = isScalar(key) && typeof key.value === "string" ? key.value : "";
  const place = at(isScalar(key) ? key.range?.[0] : 0);
  if (name.trim() === "") return { at: place, reason: "names a package by something that is no text" };
  const type = isScalar(value) ? value.value : value;
  if (!isBump(type)) {
    const said = typeof type === "string" ? JSON.stringify(type.slice(0, 40)) : "something else";
    return {
      at: place,
      reason: `gives ${JSON.stringify(name)} the bump ${said}; there are major, minor, patch and none`,
    };
  }
  return { name, type, at: place };
}

function isBump(type: unknown): type is ChangesetRelease["type"] {
  return bumps.has(type);
}
