import type { Observation, Resource } from "@releaser/core";
import semver from "semver";
import type { NpmRegistry } from "./npm-registry.ts";
import type { Packument } from "./packument.ts";

export interface DistTagBack {
  readonly name: string;
  readonly tag: string;
  /** What is rolled back. */
  readonly version: string;
  /** What the dist-tag was before; undefined where there was none of that name, or nobody wrote it down. */
  readonly before: string | undefined;
}

/** Where a dist-tag goes: to a version, away, or nowhere, since a package always has a `latest`. */
export type TagWay = { readonly to: string } | { readonly to: undefined; readonly removes: boolean };

/** The beginning of a deprecation that a rollback makes, by which what was rolled back is known again. */
export const rolledBackWords = "rolled back";

/**
 * Where a dist-tag goes back to: what it was before, unless that is gone or was rolled back itself; `latest` then goes to the
 * highest version below that is neither a prerelease nor deprecated.
 */
export function wayOfTag(packument: Packument, { tag, version, before }: DistTagBack): TagWay {
  const isFit = (one: string): boolean =>
    one !== version && packument.versions[one] !== undefined && !isRolledBack(packument, one);
  if (before !== undefined && isFit(before)) return { to: before };
  if (tag !== "latest") return { to: undefined, removes: true };
  const below = Object.keys(packument.versions).filter(
    (one) =>
      isFit(one) &&
      semver.lt(one, version) &&
      semver.prerelease(one) === null &&
      packument.versions[one]?.deprecated === undefined,
  );
  const [highest] = below.toSorted(semver.rcompare);
  return highest === undefined ? { to: undefined, removes: false } : { to: highest };
}

/** Judges a dist-tag: equal where it no longer leads to what was rolled back, and where it cannot lead elsewhere. */
export function observeDistTag(packument: Packument | undefined, back: DistTagBack): Observation<string> {
  const { tag, version } = back;
  const now = packument?.["dist-tags"][tag];
  if (packument === undefined || now === undefined) return { is: "equal", seen: `there is no ${tag}` };
  if (now !== version) {
    return now === back.before
      ? { is: "equal", seen: `${tag} is ${now}` }
      : { is: "superseded", seen: now, why: `${tag} was moved to ${now} since` };
  }
  const way = wayOfTag(packument, back);
  if (way.to === undefined && !way.removes) {
    return { is: "equal", seen: `${tag} stays at ${now}: there is no version to go back to` };
  }
  const why = `${tag} is ${now}, to be ${way.to ?? "taken away"}`;
  return { is: "different", seen: now, why, replaceable: true };
}

/** A dist-tag as it was before a release, id `dist-tag:<name>@<tag>`. */
export function distTagBackResource(registry: NpmRegistry, back: DistTagBack, settle = 60_000): Resource<string> {
  const { name, tag } = back;
  return {
    id: `dist-tag:${name}@${tag}`,
    stage: "published",
    title: `moving ${tag} of ${name} back`,
    settle,
    observe: async () => observeDistTag(await registry.packument(name), back),
    apply: async () => {
      const packument = await registry.packument(name);
      if (packument?.["dist-tags"][tag] !== back.version) return;
      const way = wayOfTag(packument, back);
      if (way.to !== undefined) await registry.admin.setDistTag(name, tag, way.to);
      else if (way.removes) await registry.admin.removeDistTag(name, tag);
    },
    describe: (seen) => seen,
  };
}

function isRolledBack(packument: Packument, version: string): boolean {
  return packument.versions[version]?.deprecated?.startsWith(rolledBackWords) === true;
}
