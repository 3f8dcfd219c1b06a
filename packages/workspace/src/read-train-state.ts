import type { Package, TrainState } from "@releaser/core";
import compare from "semver/functions/compare.js";
import major from "semver/functions/major.js";
import valid from "semver/functions/valid.js";
import type { Files } from "./files.ts";

/** How the train is configured. */
export interface TrainOptions {
  /** `release/version.txt` or another text file, a manifest's path, or the name of a package. */
  readonly owner?: string;
  /** The version to start from where the owner states none. */
  readonly from?: string;
}

export interface TrainContext {
  readonly members: readonly Package[];
  /** Asked only where no owner states a version: the `vX.Y.Z` tags among the ancestors of HEAD. */
  readonly mergedTags: () => ReadonlySet<string>;
}

/** The file that owns the train where nothing else does. */
const versionFile = "release/version.txt";

const trainTag = /^v(\d+\.\d+\.\d+)$/u;

/**
 * Who owns the train and what its version is: the configured owner; in a repository of one package that package; otherwise
 * the first of version file, root manifest and `.sentinel` that states a version other than 0.0.0; otherwise the version
 * file, starting from `from`, from the highest tag that fits, or from 0.0.0.
 */
export function readTrainState(files: Files, options: TrainOptions, context: TrainContext): TrainState {
  const states = (owner: string): string | undefined => statedVersion(files, owner, context.members);
  const owner =
    options.owner === undefined ? defaultOwner(context.members, states) : ownerFile(options.owner, context.members);
  const stated = states(owner);
  // A manifest that says 0.0.0 is at 0.0.0; a version file that says so has not been written yet.
  if (stated !== undefined && (stated !== "0.0.0" || isManifest(owner))) {
    return { owner, version: stated, source: "owner" };
  }
  if (options.from !== undefined) return { owner, version: options.from, source: "none" };
  return { owner, ...fromTags(context) };
}

function defaultOwner(members: readonly Package[], states: (owner: string) => string | undefined): string {
  if (isSingle(members) && states("package.json") !== undefined) return "package.json";
  const candidates = [versionFile, "package.json", ".sentinel/package.json"];
  return candidates.find((file) => (states(file) ?? "0.0.0") !== "0.0.0") ?? versionFile;
}

/** Whether a repository holds one package, at its root. */
function isSingle(members: readonly Package[]): boolean {
  return members.some(({ role }) => role === "root") && members.every(({ role }) => role !== "member");
}

function fromTags({ mergedTags, members }: TrainContext): Omit<TrainState, "owner"> {
  const versions = [...mergedTags()]
    .flatMap((tag) => trainTag.exec(tag)?.[1] ?? [])
    .toSorted(compare)
    .toReversed();
  const fitting = versions.find((version) => fits(version, members));
  const [highest] = versions;
  const unfit = highest !== undefined && highest !== fitting ? { unfit: `v${highest}` } : {};
  return fitting === undefined
    ? { version: "0.0.0", source: "none", ...unfit }
    : { version: fitting, source: "tag", ...unfit };
}

/** A tag's lineage fits where no versioned package lies more than one major away on the far side of all others. */
function fits(version: string, members: readonly Package[]): boolean {
  const published = members.filter((member) => !member.private);
  const judged = published.length > 0 ? published : members;
  const majors = judged.flatMap((member) => (valid(member.version) === null ? [] : [major(member.version ?? "")]));
  return (
    majors.length === 0 || (major(version) >= Math.min(...majors) - 1 && major(version) <= Math.max(...majors) + 1)
  );
}

function ownerFile(owner: string, members: readonly Package[]): string {
  return members.findLast((member) => member.name === owner)?.manifestFile ?? owner.replace(/^\.\//u, "");
}

function statedVersion(files: Files, owner: string, members: readonly Package[]): string | undefined {
  const version = isManifest(owner)
    ? members.find((member) => member.manifestFile === owner)?.version
    : files
        .read(owner)
        ?.replace(/^\uFEFF/u, "")
        .trim();
  return version !== undefined && valid(version) === version ? version : undefined;
}

function isManifest(owner: string): boolean {
  return owner.endsWith(".json");
}
