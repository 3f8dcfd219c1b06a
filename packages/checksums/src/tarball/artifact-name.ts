/** Why a text is no name of an artifact; undefined where it is one. An artifact lies in one flat folder, on every file system. */
export function checkArtifactName(name: string): string | undefined {
  if (name === "") return "the name is empty";
  if (/[/\\]/u.test(name)) return "the name has a path";
  if (name.startsWith(".") || name.startsWith("-")) return "the name starts with a dot or a dash";
  if (name.length > 255) return "the name is longer than 255 characters";
  return /^[A-Za-z0-9@_][A-Za-z0-9._@+~-]*$/u.test(name) && !name.endsWith(".")
    ? undefined
    : "the name has characters other than letters, digits and . _ @ + ~ -";
}

/** Names that a file system without case would take for one, each beside the earlier one that it collides with. */
export function collisions(names: readonly string[]): readonly { readonly index: number; readonly earlier: string }[] {
  const seen = new Map<string, string>();
  return names.flatMap((name, index) => {
    const folded = name.toLowerCase();
    const earlier = seen.get(folded);
    if (earlier === undefined) seen.set(folded, name);
    return earlier === undefined ? [] : [{ index, earlier }];
  });
}

/** By UTF-16 code unit, so that no locale changes the bytes. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
