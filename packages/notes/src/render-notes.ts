import { type Plan, safeLine, toCode } from "@releaser/core";
import { type Change, type Kind, kinds } from "./change.ts";
import { type ExistingNotes, readPeople, renderPeople } from "./people.ts";
import { type PastRelease, type ReleaseCommit, titleOf } from "./release-content.ts";
import { elsewhere, renderBullet, tell } from "./render-bullet.ts";
import { renderPackages } from "./render-packages.ts";
import { type ReferencePlaces, renderReferenceLinks } from "./render-references.ts";
import { renderSuffix } from "./render-suffix.ts";
import { renderUpgrades } from "./render-upgrades.ts";
import { renderVerification } from "./render-verification.ts";
import { toSafeInline } from "./safe-inline.ts";
import { toChanges } from "./to-changes.ts";

export interface RenderNotesOptions {
  readonly plan: PastRelease | Plan;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** What stands before the date; the tag, or the key where there is no train, unless told. */
  readonly title?: string;
  /** What was committed since the release before, newest first: it tells of packages that move without a changeset. */
  readonly commits?: readonly ReleaseCommit[];
  /** Where decisions and capsules lie; what is not among them stays without a link. */
  readonly places?: ReferencePlaces;
  /** The same notes as they lie there already: what people wrote into them is kept. */
  readonly existing?: ExistingNotes | undefined;
  /** Where the trusted signers lie, relative to the root; `.github/allowed_signers` unless told. */
  readonly signers?: string | undefined;
}

/** One part of the notes under a heading of the second level. */
export interface NotesSection {
  readonly title: string;
  readonly text: string;
}

/** The titles of the sections that hold the changes by kind; what breaks is told in the upgrade notes. */
export const kindTitles: Readonly<Record<Exclude<Kind, "breaking">, string>> = {
  security: "Security",
  added: "Features",
  changed: "Changes",
  deprecated: "Deprecations",
  removed: "Removals",
  fixed: "Fixes",
};

export const upgradeTitle = "Upgrade notes";
export const packagesTitle = "Packages";
export const referencesTitle = "Decisions and capsules";
const verifyTitle = "Verify it yourself";

/**
 * `release/notes/<key>.md`: what a release brings, for those who use it. Every changeset is told once, in full: what breaks
 * first and in its own words, the others by kind. The same input gives the same bytes. Throws
 * `E_NOTES_SECTION` where it cannot be told what people wrote into the existing ones.
 */
export function renderNotes(options: RenderNotesOptions): string {
  const { plan, date, title, existing } = options;
  const heading = title === undefined ? titleOf(plan) : toSafeInline(safeLine(title));
  const sections = toSections(options).map((part) => `## ${part.title}\n\n${part.text}`);
  const head = [`# ${heading} · ${date}`, renderProvenance(plan), renderPeople(readPeople(existing))];
  return `${[...head, ...sections].join("\n\n")}\n`;
}

function toSections({ plan, commits, places, signers }: RenderNotesOptions): readonly NotesSection[] {
  const byKind = Map.groupBy(toChanges(plan, commits), ({ kind }) => kind);
  return [
    ...section(upgradeTitle, renderUpgrades(byKind.get("breaking") ?? [], plan)),
    ...kinds
      .filter((kind) => kind !== "breaking")
      .flatMap((kind) => section(kindTitles[kind], renderKind(byKind.get(kind) ?? []))),
    ...section(packagesTitle, renderPackages(plan)),
    ...section(referencesTitle, renderReferenceLinks(plan, places).join("\n")),
    ...("digest" in plan ? section(verifyTitle, renderVerification(plan, signers)) : []),
  ];
}

function section(title: string, text: string): readonly NotesSection[] {
  return text === "" ? [] : [{ title, text }];
}

function renderProvenance(plan: PastRelease | Plan): string {
  const { train } = plan;
  const follows = train === null ? "" : `Follows ${train.from} (${train.bump}). `;
  if (!("digest" in plan)) {
    const { from, to } = plan.range;
    return `${follows}Told from git alone, ${from === undefined ? "up" : `from ${toCode(from)}`} to ${toCode(to)}.`;
  }
  const { digest, planner, producer, branch } = plan;
  const tool = toCode(`${planner.name} ${planner.version}`);
  return `${follows}Planned on branch ${toCode(branch)} with ${tool} by ${toCode(producer)}; plan ${toCode(digest)}.`;
}

function renderKind(changes: readonly Change[]): string {
  const bullets = changes.map((change) => renderBullet(tell(change.text, elsewhere), renderSuffix(change)));
  return bullets.some((bullet) => bullet.includes("\n")) ? bullets.join("\n\n") : bullets.join("\n");
}
