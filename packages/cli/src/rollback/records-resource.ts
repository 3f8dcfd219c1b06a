import type { Observation, Resource } from "@releaser/core";
import { yankChangelogEntry } from "@releaser/notes";
import { appendEntry, checkDraft, ledgerFile, ledgerFiles, parseLedger, readBlobAt } from "@releaser/provenance";
import { asCommitter } from "../release/as-committer.ts";
import type { FiledRecord, FollowUp } from "../release/follow-up.ts";
import { bringFollowUp, requireTip } from "../release/bring-follow-up.ts";
import { observeOffered } from "../release/offered-follow-up.ts";
import type { Train } from "../release/train.ts";
import { incidentPath, renderIncident } from "./incident.ts";
import { changesetPath, renderRevertingChangeset } from "./reverting-changeset.ts";
import { nextRollbackTag } from "./rollback-tag.ts";
import type { WayBack } from "./way-back.ts";

const changelog = "release/CHANGELOG.md";

/**
 * What a rollback leaves in the repository, id `incident:<tag>`: the incident note, a changeset that carries the way back forward,
 * `[YANKED]` on the changelog's heading, and an entry of the ledger, in one commit on the release's branch, or offered to it in a
 * pull request. The note tells that they are there; people change all of it afterwards.
 */
export function recordsResource(train: Train, way: WayBack): Resource<string> {
  const { release, branch } = train;
  return {
    id: `incident:${release.tag}`,
    stage: "filed",
    title: `writing down on ${branch} that ${release.tag} was rolled back`,
    observe: async () => {
      const note = await findIncident(train, await requireTip(train));
      if (note !== undefined) return { is: "equal", seen: `${note} on ${branch}` };
      return await offered(train);
    },
    apply: async () => {
      const tip = await requireTip(train);
      if ((await findIncident(train, tip)) !== undefined) return;
      await bringFollowUp(train, tip, { ...headOf(train), records: await readRecords(train, way, tip) });
    },
    describe: (seen) => seen,
  };
}

/** The path of the incident note of a release at a commit. */
async function findIncident({ git, release }: Train, commit: string): Promise<string | undefined> {
  const listed = await git.run(["ls-tree", "--full-tree", "--name-only", commit, "release/incidents/"], {
    accept: [0, 128],
  });
  const end = incidentPath(release.tag, "").slice("release/incidents/".length);
  return listed.stdout.split("\n").find((path) => path.endsWith(end) && /\/\d{4}-\d\d-\d\d-/u.test(path));
}

async function offered(train: Train): Promise<Observation<string>> {
  const { head } = headOf(train);
  const seen = await observeOffered(train, {
    head,
    isWhole: async (tip) => (await findIncident(train, tip)) !== undefined,
  });
  return seen as Observation<string>;
}

function headOf({ release, page }: Train): Omit<FollowUp, "records"> {
  const { tag } = release;
  return {
    title: `chore(release): roll back ${tag}`,
    head: `releaser/rollback-${tag}`,
    body: `[${tag}](${page.locate(tag)}) was rolled back. This brings the incident note, the mark in the changelog, and a changeset with which the way back goes forward as the next version.`,
  };
}

async function readRecords(train: Train, way: WayBack, tip: string): Promise<readonly FiledRecord[]> {
  const { release } = train;
  const ledger = await toLedger(train, { way, tip, text: await readBlobAt(train.git, tip, ledgerFile) });
  const log = await readBlobAt(train.git, tip, changelog);
  const note = { path: incidentPath(release.tag, way.date), content: await toNote(train, way) };
  const isPlanned = (await readBlobAt(train.git, tip, ".changeset/config.json")) !== undefined;
  const content = renderRevertingChangeset(train, { way, decision: ledger?.id });
  return [
    note,
    ...(isPlanned ? [{ path: changesetPath(release.key), content }] : []),
    ...(log === undefined ? [] : [{ path: changelog, content: yankChangelogEntry(log, release.key) }]),
    ...(ledger === undefined ? [] : [{ path: ledgerFile, content: ledger.text }]),
  ];
}

async function toNote(train: Train, way: WayBack): Promise<string> {
  const integrity = new Map<string, string>();
  for (const {
    release: { name, to },
  } of way.packages) {
    const found = (await way.registry.packument(name))?.versions[to]?.integrity;
    if (found !== undefined) integrity.set(`${name}@${to}`, found);
  }
  return renderIncident(train, { way, by: await nameOf(train), tag: await nextRollbackTag(train), integrity });
}

async function nameOf({ context, git }: Train): Promise<string> {
  const ident = await (await asCommitter(context, git)).text(["var", "GIT_COMMITTER_IDENT"]);
  return ident.replace(/ <.*$/u, "");
}

/** A ledger whose next id is in doubt keeps nobody from rolling back: it is left for people. */
async function toLedger(
  train: Train,
  { way, text, tip }: { readonly way: WayBack; readonly text: string | undefined; readonly tip: string },
): Promise<{ readonly id: string; readonly text: string } | undefined> {
  if (text === undefined) return undefined;
  const { release, context } = train;
  const draft = {
    date: way.date,
    author: await nameOf(train),
    scope: "release",
    decision: `${release.tag} is rolled back.`,
    rationale: way.reason,
    outputs: incidentPath(release.tag, way.date),
    supersedes: "none",
  };
  const archive = await readBlobAt(train.git, tip, ledgerFiles.archive);
  const wrong = checkDraft(draft, []);
  const appended =
    wrong.length > 0 ? undefined : appendEntry(text, draft, archive === undefined ? undefined : parseLedger(archive));
  if (appended !== undefined && "id" in appended) return appended;
  const problems = appended?.problems.map(({ message }) => message) ?? wrong;
  context.notice(`${ledgerFile} gets no entry: ${problems.join("; ")}`);
  return undefined;
}
