import { isRecord, isStringRecord, parseJson } from "@releaser/core";

/** The dist-tags of each package as they were before a release: `dist-tags.json` on its page. */
export type DistTags = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads what a release recorded; undefined where a text is no such record. It is in no checksum file, so it is not taken at its word. */
export function parseDistTags(text: string): DistTags | undefined {
  const value = parseJson(text);
  return isRecord(value) && Object.values(value).every(isStringRecord) ? (value as DistTags) : undefined;
}
