import { splitTrailers, trailerValues, toCode } from "@releaser/core";
import { failures } from "./failures.ts";
import { renderBullet, tell } from "./render-bullet.ts";
import { renderReferences } from "./render-references.ts";

/** What Changesets hands to a changelog module of one changeset. */
export interface ChangelogChangeset {
  readonly id: string;
  readonly summary: string;
  /** The commit that added it, in full. */
  readonly commit?: string | undefined;
}

/** What it hands over of a dependency that moved. */
export interface ChangelogDependency {
  readonly name: string;
  readonly newVersion?: string | null | undefined;
}

/** `repo`: `owner/name` on GitHub; `skew`: false for no look at the tree; or nothing. As in `"changelog": ["@releaser/notes", { "repo": "acme/acme" }]`. */
export type ChangelogOptions = Readonly<Record<string, unknown>> | null | undefined;

/** A changelog module of Changesets, of either major. */
export interface ChangelogFunctions {
  /** One changeset in a package's changelog: a bullet with its whole text, made safe. */
  getReleaseLine(changeset: ChangelogChangeset, type: string, options?: ChangelogOptions): Promise<string>;
  /** The dependencies that moved a package: one bullet, or nothing. */
  getDependencyReleaseLine(
    changesets: readonly ChangelogChangeset[],
    dependenciesUpdated: readonly ChangelogDependency[],
    options?: ChangelogOptions,
  ): Promise<string>;
}

/**
 * Writes the changelogs of packages. It asks no network. Decisions and capsules that a changeset states at its end stand
 * behind its first line. With `repo` commits and `#12` are links. Rejects with `E_NOTES_OPTIONS` where `repo` is no
 * `owner/name`.
 */
export const changelogFunctions: ChangelogFunctions = {
  async getReleaseLine({ summary, commit }, _type, options) {
    const repo = parseRepo(options);
    const { text, trailers } = splitTrailers(summary);
    const references = renderReferences({
      decisions: trailerValues(trailers, "Decision-ID"),
      capsules: trailerValues(trailers, "Related-Capsule"),
    });
    const suffix = [renderCommit(commit, repo), references].filter((part) => part !== "").join(", ");
    return renderBullet(tell(text, repo === undefined ? {} : { repo }), suffix === "" ? "" : `(${suffix})`);
  },
  async getDependencyReleaseLine(_changesets, dependenciesUpdated) {
    const moved = dependenciesUpdated.flatMap(({ name, newVersion }) =>
      newVersion ? [toCode(`${name}@${newVersion}`)] : [],
    );
    return moved.length === 0 ? "" : ["- Updated dependencies:", ...moved.map((name) => `  - ${name}`)].join("\n");
  },
};

function renderCommit(commit: string | undefined, repo: string | undefined): string {
  if (commit === undefined || !/^[0-9a-f]{7,64}$/u.test(commit)) return "";
  const short = toCode(commit.slice(0, 7));
  return repo === undefined ? short : `[${short}](https://github.com/${repo}/commit/${commit})`;
}

function parseRepo(options: ChangelogOptions): string | undefined {
  const repo = options?.["repo"];
  if (repo === undefined) return undefined;
  if (typeof repo === "string" && /^[\w-][\w.-]*\/[\w-][\w.-]*$/u.test(repo)) return repo;
  throw failures.E_NOTES_OPTIONS({ repo: JSON.stringify(repo) });
}
