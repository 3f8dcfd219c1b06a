import semver from "semver";

/** A place in a file that states a version, as configured. */
export interface Surface {
  readonly file: string;
  /** A regular expression whose first group is the version. */
  readonly pattern: string;
  /** `equal`: the version itself; `atMost`: it or an earlier one. */
  readonly class: "atMost" | "equal";
  /** The package whose version it states; the train's without. */
  readonly package: string | undefined;
}

/** The surfaces of a configuration that was checked. */
export function parseSurfaces(value: unknown): readonly Surface[] {
  const list = (Array.isArray(value) ? value : []) as readonly Partial<Surface>[];
  return list.map(({ file = "", pattern = "", class: kind = "equal", package: name }) => ({
    file,
    pattern,
    class: kind,
    package: name,
  }));
}

/** Where a version stands in a text; the end is the offset behind it. */
export interface StatedVersion {
  readonly stated: string;
  readonly start: number;
  readonly end: number;
}

/** Every version that a pattern finds; undefined where it is no regular expression with a group. */
export function findVersions(text: string, source: string): readonly StatedVersion[] | undefined {
  try {
    const groups = new RegExp(`${source}|`, "u").exec("")?.length ?? 0;
    if (groups < 2) return undefined;
    return [...text.matchAll(new RegExp(source, "dgmu"))].flatMap(({ indices }) => {
      const [start, end] = indices?.[1] ?? [];
      return start === undefined || end === undefined ? [] : [{ stated: text.slice(start, end), start, end }];
    });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether a surface may state a version while its owner has another. */
export function agrees({ class: kind }: Surface, stated: string, version: string): boolean {
  return kind === "equal" ? stated === version : semver.valid(stated) !== null && semver.lte(stated, version);
}

/** The text with a version in each of the places. */
export function rewritten(text: string, places: readonly StatedVersion[], version: string): string {
  return places.reduceRight((now, { start, end }) => now.slice(0, start) + version + now.slice(end), text);
}

/** Line and column of an offset, from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
