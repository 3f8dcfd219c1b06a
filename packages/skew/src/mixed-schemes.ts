import type { Package, Workspace } from "@releaser/core";
import { indexTags, isSingle, type ReleaseTag, tagsOf } from "./release-tags.ts";
import { compareStrict } from "./strict-version.ts";

/** A package with the versions by which its tags changed their scheme and changed it back. */
export interface MixedSchemes {
  readonly pkg: Package;
  /** The newest version's tag, and the one before it in another scheme. */
  readonly tags: readonly [before: string, newest: string];
  /** The last one of the newest version's scheme before both. */
  readonly first: string;
}

/**
 * The single package of a repository where stable versions are tagged as `v1.2.0`, `1.2.0` and `one@1.2.0` by turns, up to the
 * newest. A change for good is valid, and so is a version with a tag of each, and whatever has been one scheme since; beside
 * members, `v1.2.0` is the train's and `one@1.2.0` a package's.
 */
export function mixedSchemes(workspace: Workspace): MixedSchemes | undefined {
  const pkg = workspace.members.find((one) => isSingle(workspace, one));
  if (pkg === undefined) return undefined;
  const { named, train, bare } = indexTags(tagsOf(workspace));
  const schemes = [named.get(pkg.name) ?? [], train, bare].filter(({ length }) => length > 0);
  if (schemes.length < 2) return undefined;
  const [newest, before, ...older] = inOneScheme(schemes).toReversed();
  const first = older.find(({ scheme }) => scheme === newest?.scheme);
  const isBack = newest !== undefined && before !== undefined && newest.scheme !== before.scheme;
  return isBack && first !== undefined ? { pkg, tags: [before.tag, newest.tag], first: first.tag } : undefined;
}

interface Tagged extends ReleaseTag {
  readonly scheme: number;
}

/** The stable versions that have a tag of one scheme alone, in their order. */
function inOneScheme(schemes: readonly (readonly ReleaseTag[])[]): readonly Tagged[] {
  const all = schemes.flatMap((tags, scheme) => tags.map((one): Tagged => ({ ...one, scheme })));
  const stable = all.filter(({ version }) => !version.includes("-"));
  const byVersion = Map.groupBy(stable, ({ version }) => version);
  const lone = [...byVersion.values()].flatMap((tags) => (tags.length === 1 ? tags : []));
  return lone.toSorted((a, b) => compareStrict(a.version, b.version));
}
