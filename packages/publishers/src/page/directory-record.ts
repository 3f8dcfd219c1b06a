import { isRecord, parseJson } from "@releaser/core";
import type { PageMarker } from "./release-page.ts";

/** What `release.json` of a directory page says. */
export interface DirectoryRecord {
  readonly tag: string;
  readonly title: string;
  readonly marker: PageMarker;
  readonly draft: boolean;
  readonly prerelease: boolean;
}

/** Undefined where the text is no such record. */
export function parseDirectoryRecord(text: string): DirectoryRecord | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const { tag, title, marker, draft, prerelease } = value;
  const fits =
    isRecord(marker) &&
    [tag, title, marker["plan"], marker["checksums"]].every((field) => typeof field === "string") &&
    [draft, prerelease].every((field) => typeof field === "boolean");
  return fits ? ({ tag, title, marker, draft, prerelease } as unknown as DirectoryRecord) : undefined;
}

/** Its text, with a newline at the end. */
export function renderDirectoryRecord({ tag, title, marker, draft, prerelease }: DirectoryRecord): string {
  const { plan, checksums } = marker;
  return `${JSON.stringify({ tag, title, marker: { plan, checksums }, draft, prerelease }, undefined, 2)}\n`;
}
