import type { Package, Workspace } from "@releaser/core";
import semver from "semver";
import { isContainer } from "../versioned.ts";

/**
 * The tag of a package's last release: that of the version it states; else the highest of its own tags among the ancestors
 * of HEAD; else the same of the tags `v1.0.0` of the train or the single package. Undefined where it was never released.
 */
export function lastReleases(workspace: Workspace): (pkg: Package) => string | undefined {
  const tags = workspace.git?.tags ?? new Set<string>();
  const known = new Map<Package, string | undefined>();
  const merged = once(() => versionsByName(workspace.history().mergedTags()));
  const find = (pkg: Package): string | undefined =>
    ownTags(workspace, pkg).find((tag) => tags.has(tag)) ??
    highest(`${pkg.name}@`, merged().get(pkg.name)) ??
    (isOnTrain(workspace, pkg) ? highest("v", merged().get("v")) : undefined);
  return (pkg) => {
    if (!known.has(pkg)) known.set(pkg, find(pkg));
    return known.get(pkg);
  };
}

/** The tags that a release of the version that stands here may have. */
function ownTags(workspace: Workspace, pkg: Package): readonly string[] {
  const { name, version } = pkg;
  return [`${name}@${version}`, ...(isSingle(workspace, pkg) ? [`v${version}`, `${version}`] : [])];
}

function isOnTrain(workspace: Workspace, pkg: Package): boolean {
  return isSingle(workspace, pkg) || (workspace.train !== undefined && workspace.train.unfit === undefined);
}

function isSingle(workspace: Workspace, pkg: Package): boolean {
  return pkg.role === "root" && !isContainer(workspace, pkg);
}

/** Versions by package; those of `v1.0.0` under `v`. */
function versionsByName(tags: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const named = [...tags].flatMap((tag) => {
    const [, v, plain] = /^(v)(\d.*)$/u.exec(tag) ?? [];
    const cut = tag.lastIndexOf("@");
    if (v !== undefined && plain !== undefined) return [{ name: v, version: plain }];
    return cut > 0 ? [{ name: tag.slice(0, cut), version: tag.slice(cut + 1) }] : [];
  });
  const grouped = Map.groupBy(named, ({ name }) => name);
  return new Map([...grouped].map(([name, all]) => [name, all.map(({ version }) => version)]));
}

function highest(prefix: string, versions: readonly string[] = []): string | undefined {
  const [best] = versions.filter((version) => semver.valid(version) !== null).toSorted(semver.rcompare);
  return best === undefined ? undefined : `${prefix}${best}`;
}

function once<Value>(read: () => Value): () => Value {
  let held: { readonly value: Value } | undefined;
  return () => (held ??= { value: read() }).value;
}
