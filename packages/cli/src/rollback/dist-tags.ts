/** The dist-tags of each package as they were before a release: `dist-tags.json` on its page. */
export type DistTags = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads what a release recorded; undefined where a text is no such record. It is in no checksum file, so it is not taken at its word. */
export function parseDistTags(text: string): DistTags | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) && Object.values(value).every(isTags) ? (value as DistTags) : undefined;
}

function isTags(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((version) => typeof version === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
