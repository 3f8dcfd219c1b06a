/** A JSON object's members. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object that a JSON text states; undefined where it states none, or is no JSON. */
export function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    return isFields(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of a member of a manifest as of some commit; undefined where there was no manifest, or it states none. */
export function statedIn(text: string | undefined, member: "name" | "version"): string | undefined {
  const value = text === undefined ? undefined : parseObject(text)?.[member];
  return typeof value === "string" ? value : undefined;
}
