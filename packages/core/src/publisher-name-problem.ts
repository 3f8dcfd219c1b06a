/** What the ids of Releaser's own resources begin with. */
const taken: ReadonlySet<string> = new Set(
  [
    "asset assets body checksums clean clone comment comments commit discussion draft drafts file filed gate github image",
    "install key leftovers manifest npm packed permissions public push registry remote seed signature skew smoke tag version webhook",
  ].flatMap((line) => line.split(" ")),
);

/** Why a text cannot be a publisher's name; undefined where it can. */
export function publisherNameProblem(name: string): string | undefined {
  if (!/^[a-z][a-z0-9-]{0,38}$/u.test(name)) return "is not of lower case letters, digits and hyphens";
  return taken.has(name) ? "is what resources of Releaser begin with" : undefined;
}
