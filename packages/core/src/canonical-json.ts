/** JSON with members sorted by UTF-16 code units and no white space (RFC 8785 for the values that we write: strings, integers, booleans, null). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}

/** SHA-256 in hex of bytes, or of a text as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  // Loaded with the first digest: it takes some milliseconds, and most looks at a tree need none.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(content).digest("hex");
}

/** SHA-256 in hex of a value's canonical JSON. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
