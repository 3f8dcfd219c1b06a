/** The kinds that a text can state, in the order of Keep a Changelog. */
export const statedKinds = ["added", "changed", "deprecated", "removed", "fixed", "security"] as const;

export type StatedKind = (typeof statedKinds)[number];

const stated = /^(?<kind>added|changed|deprecated|fixed|removed|security):\s+(?=\S)/iu;

/** The kind that a text states with its first word, as in `Fixed: …`, and the text behind it; or the text alone. */
export function splitKind(text: string): { readonly kind: StatedKind | undefined; readonly text: string } {
  const word = stated.exec(text)?.groups?.["kind"]?.toLowerCase();
  const kind = statedKinds.find((candidate) => candidate === word);
  return { kind, text: kind === undefined ? text : text.replace(stated, "") };
}
