import type { Package, Workspace } from "@releaser/core";
import { oncePer } from "./once-per.ts";
import { compareStrict, isStrict } from "./strict-version.ts";
import { isContainer } from "./versioned.ts";

/** A tag that names a version. */
export interface ReleaseTag {
  readonly tag: string;
  /** Strict semver. */
  readonly version: string;
}

/** The tags of a repository by what they name. A tag whose end is no strict semver names no version and is left out. */
export interface TagIndex {
  /** `name@1.2.0` by name, whether or not there is such a package. */
  readonly named: ReadonlyMap<string, readonly ReleaseTag[]>;
  /** `v1.2.0`. */
  readonly train: readonly ReleaseTag[];
  /** `1.2.0`. */
  readonly bare: readonly ReleaseTag[];
}

/** The index of a set of tags. */
export const indexTags = oncePer((tags: ReadonlySet<string>): TagIndex => {
  const named = new Map<string, ReleaseTag[]>();
  const [train, bare]: [ReleaseTag[], ReleaseTag[]] = [[], []];
  for (const tag of tags) {
    const cut = tag.lastIndexOf("@");
    const isTrain = cut <= 0 && tag.startsWith("v");
    const version = cut > 0 ? tag.slice(cut + 1) : isTrain ? tag.slice(1) : tag;
    if (!isStrict(version)) continue;
    const list = cut > 0 ? listOf(named, tag.slice(0, cut)) : isTrain ? train : bare;
    list.push({ tag, version });
  }
  return { named, train, bare };
});

/**
 * The tags of a package: `name@1.2.0`; `v1.2.0` also where it is the repository's only package or owns the train's version;
 * `1.2.0` where it is the only one. Of all tags, or of those given.
 */
export function releaseTags(
  workspace: Workspace,
  tags: ReadonlySet<string> = tagsOf(workspace),
): (pkg: Package) => readonly ReleaseTag[] {
  const { named, train, bare } = indexTags(tags);
  return (pkg) => {
    const own = named.get(pkg.name) ?? [];
    if (isSingle(workspace, pkg)) return [...own, ...train, ...bare];
    return ownsTrain(workspace, pkg) ? [...own, ...train] : own;
  };
}

/** The tag of the version that a package states; the one that bears its name, of several. */
export function currentTag(workspace: Workspace, pkg: Package): string | undefined {
  const { name, version } = pkg;
  const tags = tagsOf(workspace);
  const forms = [`${name}@${version}`];
  if (isSingle(workspace, pkg) || ownsTrain(workspace, pkg)) forms.push(`v${version}`);
  if (isSingle(workspace, pkg)) forms.push(`${version}`);
  return forms.find((tag) => tags.has(tag));
}

/** The tag of the highest version. */
export function highestOf(tags: Iterable<ReleaseTag>): ReleaseTag | undefined {
  let best: ReleaseTag | undefined;
  for (const one of tags) if (best === undefined || compareStrict(one.version, best.version) > 0) best = one;
  return best;
}

/** Whether a package is all that its repository holds. */
export function isSingle(workspace: Workspace, pkg: Package): boolean {
  return pkg.role === "root" && !isContainer(workspace, pkg);
}

/** The tags of a repository; none without git. */
export function tagsOf({ git }: Workspace): ReadonlySet<string> {
  return git?.tags ?? noTags;
}

const noTags: ReadonlySet<string> = new Set();

function ownsTrain({ train }: Workspace, { manifestFile }: Package): boolean {
  return train?.owner === manifestFile && train.source === "owner";
}

function listOf(named: Map<string, ReleaseTag[]>, name: string): ReleaseTag[] {
  const list = named.get(name) ?? [];
  named.set(name, list);
  return list;
}
