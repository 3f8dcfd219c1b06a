import { gte, parse, validRange } from "semver";
import { failures } from "../failures.ts";

export interface DistTagOptions {
  /** Strict semver. */
  readonly version: string;
  /** What `latest` is on the registry now; undefined for a name that is new there. */
  readonly latest: string | undefined;
  /** `publishConfig.tag` or the configuration. */
  readonly configured?: string;
}

/**
 * The dist-tag that a version is published under, so that `latest` never moves backwards: `latest` only at or above the
 * registry's, else `release-<major>.x`; a prerelease gets its identifier, or `next` where it has none that can be a tag.
 * A configured tag other than `latest` is taken as it is. Throws `E_DIST_TAG_INVALID`.
 */
export function distTagFor({ version, latest, configured }: DistTagOptions): string {
  if (configured !== undefined && configured !== "latest") return checkDistTag(configured);
  const parsed = parse(version);
  if (!parsed) throw failures.E_DIST_TAG_INVALID({ tag: version });
  const [identifier] = parsed.prerelease;
  if (identifier !== undefined) return typeof identifier === "string" && isDistTag(identifier) ? identifier : "next";
  return latest === undefined || parse(latest) === null || gte(version, latest)
    ? "latest"
    : `release-${parsed.major}.x`;
}

/** What is wrong with a dist-tag that somebody asks for; undefined where nothing is. */
export function distTagProblem(tag: string): string | undefined {
  if (tag === "latest" || isDistTag(tag)) return undefined;
  return "is empty, has spaces or characters that registries refuse, or reads as a version range";
}

function checkDistTag(tag: string): string {
  if (!isDistTag(tag)) throw failures.E_DIST_TAG_INVALID({ tag });
  return tag;
}

function isDistTag(tag: string): boolean {
  return /^[A-Za-z][\w.-]{0,99}$/u.test(tag) && validRange(tag) === null && tag !== "latest";
}
