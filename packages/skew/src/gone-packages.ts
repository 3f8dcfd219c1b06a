import type { FileAt, Workspace } from "@releaser/core";
import { statedIn } from "./parse-object.ts";
import { highestOf, indexTags, type ReleaseTag } from "./release-tags.ts";

/** A name that tags bear and no package here has. */
export interface GonePackage {
  readonly name: string;
  readonly tags: readonly ReleaseTag[];
  /** The highest of them. */
  readonly last: ReleaseTag;
}

/** Every such name, those with the fewest tags first, since a slip of the hand is made once. */
export function gonePackages({ git, members }: Workspace): readonly GonePackage[] {
  const { named } = indexTags(git?.tags ?? new Set());
  const here = new Set(members.map(({ name }) => name));
  return [...named]
    .flatMap(([name, tags]) => {
      const last = here.has(name) ? undefined : highestOf(tags);
      return last === undefined ? [] : [{ name, tags, last }];
    })
    .toSorted((a, b) => a.tags.length - b.tags.length || (a.name < b.name ? -1 : 1));
}

/** What is looked at: each name costs git a few paths, and a listing where these do not hold it. */
const [mostNames, mostListings, mostManifests] = [8, 2, 300];

/**
 * Those whose last tag is on a commit without such a package either. A package that was deleted or renamed since is none of
 * them, and whatever would take long to find out is taken for one that was.
 */
export function neverHere(workspace: Workspace, gone: readonly GonePackage[]): readonly GonePackage[] {
  if (gone.length === 0 || workspace.history().gap !== undefined) return [];
  const likely = foldersOf(workspace);
  const unseen = without(workspace, gone.slice(0, mostNames), ({ name }) =>
    likely.flatMap((dir) => namesOf(name).map((folder) => `${dir}${folder}/package.json`)),
  );
  const listed = unseen.slice(0, mostListings).flatMap((one) => {
    const files = manifestsAt(workspace, one);
    return files === undefined ? [] : [{ one, files }];
  });
  const filesOf = new Map(listed.map(({ one, files }) => [one, files]));
  return without(workspace, [...filesOf.keys()], (one) => filesOf.get(one) ?? []);
}

/** Those that none of their files states the name of, as of the last tag. */
function without(
  workspace: Workspace,
  gone: readonly GonePackage[],
  filesOf: (one: GonePackage) => readonly string[],
): readonly GonePackage[] {
  const wanted = gone.map((one) => filesOf(one).map((file): FileAt => ({ ref: one.last.tag, file })));
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

/** Every manifest as of the last tag; undefined where there are too many to read. */
function manifestsAt(workspace: Workspace, { last }: GonePackage): readonly string[] | undefined {
  const files = workspace.history().filesAt(last.tag, ".");
  const manifests = files.filter((file) => /(?:^|\/)package\.json$/u.test(file));
  return manifests.length > mostManifests ? undefined : manifests;
}
