/** Whether a pattern of a ruleset fits a reference's full name: `*` stays within a part, `**` does not, `~ALL` fits each. */
export function matchesRef(pattern: string, ref: string): boolean {
  if (pattern === "~ALL") return true;
  const source = pattern
    .split(/(\*\*|\*|\?)/u)
    .map(
      (part) =>
        ({ "**": ".*", "*": "[^/]*", "?": "[^/]" })[part] ?? part.replaceAll(/[$()+.[\\\]^{|}]/gu, String.raw`\$&`),
    )
    .join("");
  return new RegExp(`^${source}$`, "u").test(ref);
}
