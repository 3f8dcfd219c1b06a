import { issuesUrl, readGitHubToken, splitStated, type StatedText, toCode, trailerValues } from "@releaser/core";
import type { CommitFacts } from "./commit-facts.ts";
import { openSources, type Sources } from "./open-sources.ts";
import { type ChangelogOptions, parseOptions, type Settings } from "./parse-options.ts";
import { renderBullet, tell } from "./render-bullet.ts";
import { type Origin, renderOrigin } from "./render-origin.ts";
import { renderReferences } from "./render-references.ts";
import { splitKind } from "./stated-kind.ts";

/** What Changesets hands to a changelog module of one changeset. */
export interface ChangelogChangeset {
  readonly id: string;
  readonly summary: string;
  /** The id of the commit that added it, or its beginning. */
  readonly commit?: string | undefined;
}

/** What it hands over of a dependency that moved. */
export interface ChangelogDependency {
  readonly name: string;
  readonly newVersion?: string | null | undefined;
}

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
 * Writes the changelogs of packages. Behind the first line of a changeset stand its pull request, commit and authors, and
 * the decisions and capsules that it states at its end. The network is asked with `github: true` alone. Rejects with
 * `E_NOTES_OPTIONS` where the options are wrong.
 */
export const changelogFunctions: ChangelogFunctions = {
  async getReleaseLine({ summary, commit }, _type, options) {
    const settings = parseOptions(options);
    const sources = sourcesOf(settings);
    const stated = splitStated(summary);
    const { text, trailers } = stated;
    const id = stated.commit ?? parseCommit(commit);
    const host = await sources.host;
    const facts = id === undefined ? undefined : await sources.factsOf(id);
    const origin = renderOrigin(toOrigin({ commit: id, stated, facts, settings }), host);
    const references = renderReferences({
      decisions: trailerValues(trailers, "Decision-ID"),
      capsules: trailerValues(trailers, "Related-Capsule"),
    });
    const suffix = [origin, references].filter((part) => part !== "").join(", ");
    return renderLine(text, { suffix: suffix === "" ? "" : `(${suffix})`, issues: host && issuesUrl(host) });
  },
  async getDependencyReleaseLine(_changesets, dependenciesUpdated, options) {
    parseOptions(options);
    const moved = dependenciesUpdated.flatMap(({ name, newVersion }) =>
      newVersion ? [toCode(`${name}@${newVersion}`)] : [],
    );
    return moved.length === 0 ? "" : ["- Updated dependencies:", ...moved.map((name) => `  - ${name}`)].join("\n");
  },
};

/** One for each kind of settings in a process, so that what many packages ask is looked up once. */
const opened = new Map<string, Sources>();

function sourcesOf(settings: Settings): Sources {
  const cwd = settings.cwd ?? process.cwd();
  const key = JSON.stringify({ ...settings, cwd });
  const token = readGitHubToken(process.env);
  const sources = opened.get(key) ?? openSources(settings, { cwd, token, warn });
  opened.set(key, sources);
  return sources;
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What a changeset says of itself counts before what is looked up; who wrote it is looked up where that is wanted. */
function toOrigin(known: {
  readonly commit: string | undefined;
  readonly stated: StatedText;
  readonly facts: CommitFacts | undefined;
  readonly settings: Settings;
}): Origin {
  const { commit, stated, facts, settings } = known;
  const found = settings.authors && facts?.author !== undefined ? [facts.author] : [];
  const authors = stated.authors.length > 0 ? stated.authors.map((login) => ({ login })) : found;
  return { pull: stated.pull ?? facts?.pull, commit, authors };
}

function renderLine(
  text: string,
  { suffix, issues }: { readonly suffix: string; readonly issues: string | undefined },
): string {
  const said = splitKind(text);
  const { headline = "In detail:", rest } = tell(said.text, { issues });
  const kind = said.kind === undefined ? "" : `**${said.kind.charAt(0).toUpperCase()}${said.kind.slice(1)}:** `;
  return renderBullet({ headline: `${kind}${headline}`, rest }, suffix);
}

function parseCommit(commit: string | undefined): string | undefined {
  return commit !== undefined && /^[0-9a-f]{7,64}$/u.test(commit) ? commit : undefined;
}
