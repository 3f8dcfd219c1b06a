import { isRecord, parseJson } from "./json-values.ts";

/** What `release.json` of a directory page says. */
export interface DirectoryRecord {
  readonly tag: string;
  readonly title: string;
  readonly marker: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
}

/** Undefined where the text is no such record. */
export function parseDirectoryRecord(text: string): DirectoryRecord | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const { tag, title, marker, draft, prerelease } = value;
  const fits =
    [tag, title, marker].every((field) => typeof field === "string") &&
    [draft, prerelease].every((field) => typeof field === "boolean");
  return fits ? ({ tag, title, marker, draft, prerelease } as DirectoryRecord) : undefined;
}

/** Its text, with a newline at the end. */
export function renderDirectoryRecord({ tag, title, marker, draft, prerelease }: DirectoryRecord): string {
  return `${JSON.stringify({ tag, title, marker, draft, prerelease }, undefined, 2)}\n`;
}
