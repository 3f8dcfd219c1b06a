import type { Git, Plan } from "@releaser/core";
import type { PastRelease } from "@releaser/notes";
import { readPastRelease, readRelease, readWorkspace, type Release, type ReleasedContent } from "@releaser/workspace";
import semver from "semver";
import type { Context } from "../context.ts";
import { withWorktree } from "../release/linked-worktree.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import { type ReleaseFilesOptions, renderNotesFile } from "../version/release-files.ts";
import { failRange, type NotesRange, type RangeEnd } from "./notes-range.ts";
import { readReferencePlaces } from "./reference-places.ts";
import { lastRelease, releaseCommits } from "./release-commits.ts";

/** The notes of a range. */
export interface ReadNotes {
  /** What tells of it: the plan that was applied, or manifests, changesets and commits at both ends. */
  readonly source: "git" | "plan";
  /** Names the file that they would lie in. */
  readonly key: string;
  readonly markdown: string;
}

/** How notes that lie there already are read, where what people wrote into them is to be kept. */
type Read = ReleaseFilesOptions["read"];

/**
 * The notes of a past release, from git alone. Looks at a checkout of its own; the work tree and its branch stay as they are.
 * Throws `E_NOTES_RANGE` where this clone does not hold what they are told from.
 */
export async function readNotes(context: Context, range: NotesRange, read: Read): Promise<ReadNotes> {
  const release = await findPlan(context.git, range);
  return release === undefined ? await tellRange(context, range, read) : await tellPlan(context, release, read);
}

/** The plan, where the range is exactly the release that it planned. */
async function findPlan(git: Git, { from, to }: NotesRange): Promise<Release | undefined> {
  const key = to.version ?? (/^r-[0-9a-f]{12}$/u.test(to.name) ? to.name : undefined);
  const release = await readRelease(git, { ref: to.commit, ...(key !== undefined && { key }) });
  if (release === undefined || (key === undefined && release.commit !== to.commit)) return undefined;
  return isWhole(release.plan, from) ? release : undefined;
}

function isWhole({ train }: Plan, from: RangeEnd | undefined): boolean {
  return train === null || from === undefined || from.version === undefined || semver.gte(from.version, train.from);
}

/** As `version` saw it, on the commit before. */
async function tellPlan(context: Context, { commit, plan }: Release, read: Read): Promise<ReadNotes> {
  const parent = await context.git.run(["rev-parse", "--quiet", "--verify", `${commit}^`], { accept: [0, 1] });
  const base = parent.code === 0 ? parent.stdout.trim() : commit;
  const options = await withWorktree(context.git, base, async (dir) => {
    const since = await lastRelease(context.git.in(dir));
    const workspace = readWorkspace(dir, workspaceOptions(context));
    return {
      commits: releaseCommits(workspace, { since, changesets: plan.changesets }),
      places: readReferencePlaces(dir, plan),
    };
  });
  const date = await dateOf(context.git, commit);
  const { allowedSigners: signers } = context.config;
  return { source: "plan", key: plan.key, markdown: renderNotesFile(plan, { ...options, date, signers, read }) };
}

async function tellRange(context: Context, range: NotesRange, read: Read): Promise<ReadNotes> {
  const { from, to } = range;
  const { plan, ...options } = await withWorktree(context.git, to.commit, async (dir) => {
    const workspace = readWorkspace(dir, workspaceOptions(context));
    const content = readPastRelease(workspace, from?.commit);
    if (content === undefined) {
      throw await failRange(context.git, {
        ref: to.name,
        why: "this clone does not hold all that came before it",
        lacks: "objects",
      });
    }
    const since = from?.commit ?? (await rootOf(context.git.in(dir)));
    return {
      plan: toPastRelease(content, range),
      commits: releaseCommits(workspace, { since, changesets: content.changesets }),
      places: readReferencePlaces(dir, content),
    };
  });
  const date = await dateOf(context.git, to.commit);
  const title = to.name === "HEAD" ? "Unreleased" : to.name;
  const markdown = renderNotesFile(plan, { ...options, date, title, signers: undefined, read });
  return { source: "git", key: plan.key, markdown };
}

function toPastRelease(content: ReleasedContent, { from, to }: NotesRange): PastRelease {
  return { ...content, key: to.version ?? to.name, train: null, range: { from: from?.name, to: to.name } };
}

/** The last of the commits that everything began with. */
async function rootOf(git: Git): Promise<string | undefined> {
  return (await git.text(["rev-list", "--max-parents=0", "HEAD"])).split("\n").at(-1);
}

async function dateOf(git: Git, commit: string): Promise<string> {
  const seconds = Number(await git.text(["log", "-1", "--format=%ct", commit]));
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
