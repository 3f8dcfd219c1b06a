import type { FileAt, Workspace } from "@releaser/core";
import { statedIn } from "./parse-object.ts";
import { highestOf, indexTags, type ReleaseTag, tagsOf } from "./release-tags.ts";

/** A name that tags bear and no package here has. */
export interface GonePackage {
  readonly name: string;
  readonly tags: readonly ReleaseTag[];
  /** The highest of them. */
  readonly last: ReleaseTag;
}

/** Every such name, those with the fewest tags first, since a slip of the hand is made once. */
export function gonePackages(workspace: Workspace): readonly GonePackage[] {
  const { named } = indexTags(tagsOf(workspace));
  const here = new Set(workspace.members.map(({ name }) => name));
  return [...named]
    .flatMap(([name, tags]) => {
      const last = here.has(name) ? undefined : highestOf(tags);
      return last === undefined ? [] : [{ name, tags, last }];
    })
    .toSorted((a, b) => a.tags.length - b.tags.length || (a.name < b.name ? -1 : 1));
}

/** How many are looked at: each costs git a few paths, and a search where these do not hold it. */
const [mostNames, mostSearches] = [8, 2];

/**
 * Those whose last tag is on a commit without such a package either. A package that was deleted or renamed since is none of
 * them, and whatever would take long to find out is taken for one that was.
 */
export function neverHere(workspace: Workspace, gone: readonly GonePackage[]): readonly GonePackage[] {
  const history = workspace.history();
  if (gone.length === 0 || history.gap !== undefined) return [];
  const unseen = elsewhere(workspace, gone.slice(0, mostNames));
  return unseen
    .slice(0, mostSearches)
    .filter(({ name, last }) => history.filesWith(last.tag, "package.json", JSON.stringify(name))?.length === 0);
}

/** Those that are in none of the folders where they would lie. */
function elsewhere(workspace: Workspace, gone: readonly GonePackage[]): readonly GonePackage[] {
  const folders = foldersOf(workspace);
  const filesOf = (name: string): readonly string[] =>
    folders.flatMap((folder) => namesOf(name).map((own) => `${folder}${own}/package.json`));
  const wanted = gone.map(({ name, last }) => filesOf(name).map((file): FileAt => ({ ref: last.tag, file })));
  const texts = workspace.history().textsAt(wanted.flat()).values();
  return gone.filter(({ name }, index) => {
    const names = (wanted[index] ?? []).map(() => statedIn(texts.next().value, "name"));
    return !names.includes(name);
  });
}

/** The folders that hold most packages here, with the slash that follows. */
function foldersOf({ members }: Workspace): readonly string[] {
  const parents = Map.groupBy(members, ({ dir }) => dir.slice(0, dir.lastIndexOf("/") + 1));
  return [...parents]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 2)
    .map(([parent]) => parent);
}

/** `pkg` and `scope-pkg` for `@scope/pkg`. */
function namesOf(name: string): readonly string[] {
  const plain = name.slice(name.indexOf("/") + 1);
  return plain === name ? [name] : [plain, name.slice(1).replace("/", "-")];
}
