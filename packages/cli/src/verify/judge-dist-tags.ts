import semver from "semver";
import type { Standing } from "./standing.ts";

export interface JudgedDistTags {
  readonly version: string;
  /** Of its package, as the registry has them. */
  readonly distTags: Readonly<Record<string, string>>;
  /** A tag that says that the release was rolled back; undefined where there is none. */
  readonly rollback: string | undefined;
}

/** Whether users are still led to a version, or to a later one, or away from it by a rollback. */
export function judgeDistTags({ version, distTags, rollback }: JudgedDistTags): Standing {
  const entries = Object.entries(distTags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const own = entries.filter(([, named]) => named === version).map(([tag]) => tag);
  if (own.length > 0) return { is: "held", note: own.join(", ") };
  const newer = entries.filter(([, named]) => semver.valid(named) !== null && semver.gt(named, version));
  const [tag, named] = newer.find(([name]) => name === "latest") ?? newer[0] ?? [];
  if (tag !== undefined) return { is: "moved", why: `${tag} is ${named ?? ""} by now` };
  if (rollback !== undefined) return { is: "moved", why: `rolled back, see the tag ${rollback}` };
  return {
    is: "wrong",
    why: "no dist-tag names this version or a later one, and nothing says that it was rolled back",
  };
}
