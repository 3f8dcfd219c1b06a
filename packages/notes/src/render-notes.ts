import { type Plan, safeLine, toCode, toCodeList } from "@releaser/core";
import { renderBullet, renderQuote, tell } from "./render-bullet.ts";
import { renderPackages } from "./render-packages.ts";
import { renderReferenceLinks, renderReferences } from "./render-references.ts";
import { toSafeInline } from "./safe-inline.ts";
import { toSafeMarkdown } from "./safe-markdown.ts";
import { type Change, type Kind, kinds, toChanges } from "./to-changes.ts";

export interface RenderNotesOptions {
  readonly plan: Plan;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** What stands before the date; the tag, or the key where there is no train, unless told. */
  readonly title?: string;
}

/** One part of the notes under a heading of the second level. */
export interface NotesSection {
  readonly title: string;
  readonly text: string;
}

/** The titles of the sections that hold the changes by kind. */
export const kindTitles: Readonly<Record<Kind, string>> = {
  breaking: "Breaking changes",
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
 * `release/notes/<key>.md`: what a release brings, for those who use it. Every changeset is told once by its kind, in
 * full; one that breaks something also stands first, in its own words. The same plan and date give the same bytes.
 */
export function renderNotes({ plan, date, title }: RenderNotesOptions): string {
  const heading = title === undefined ? (plan.train?.tag ?? plan.key) : toSafeInline(safeLine(title));
  const sections = toSections(plan).map((part) => `## ${part.title}\n\n${part.text}`);
  return `${[`# ${heading} · ${date}`, renderProvenance(plan), ...sections].join("\n\n")}\n`;
}

function toSections(plan: Plan): readonly NotesSection[] {
  const changes = toChanges(plan);
  const breaking = changes.filter(({ kind }) => kind === "breaking");
  const references = renderReferenceLinks(plan);
  return [
    ...section(upgradeTitle, breaking.map((change) => renderUpgrade(change, plan)).join("\n\n")),
    ...kinds.flatMap((kind) => section(kindTitles[kind], renderKind(changes.filter((change) => change.kind === kind)))),
    ...section(packagesTitle, renderPackages(plan)),
    ...section(referencesTitle, references.join("\n")),
    ...section(verifyTitle, renderVerification(plan)),
  ];
}

function section(title: string, text: string): readonly NotesSection[] {
  return text === "" ? [] : [{ title, text }];
}

function renderProvenance({ digest, planner, producer, branch, train }: Plan): string {
  const follows = train === null ? "" : `Follows ${train.from} (${train.bump}). `;
  const tool = toCode(`${planner.name} ${planner.version}`);
  return `${follows}Planned on branch ${toCode(branch)} with ${tool} by ${toCode(producer)}; plan ${toCode(digest)}.`;
}

function renderUpgrade({ breaks, text }: Change, plan: Plan): string {
  const named = breaks.map((name) => {
    const release = plan.releases.find((candidate) => candidate.name === name);
    return `${toCode(name)}${release?.to ? ` ${release.to}` : ""}`;
  });
  return `### ${named.join(", ")}\n\n${renderQuote(toSafeMarkdown(text) || "_No description._")}`;
}

function renderKind(changes: readonly Change[]): string {
  const bullets = changes.map((change) => {
    const { headline, rest } = tell(change.text);
    const told =
      change.kind === "breaking" ? { headline: headline ?? "See the upgrade notes.", rest: "" } : { headline, rest };
    return renderBullet(told, renderSuffix(change));
  });
  return bullets.some((bullet) => bullet.includes("\n")) ? bullets.join("\n\n") : bullets.join("\n");
}

/** Whose change it is, and what it refers to, behind its first line. */
export function renderSuffix(change: Change): string {
  const references = renderReferences(change);
  return `— ${toCodeList(change.packages)}${references === "" ? "" : ` (${references})`}`;
}

function renderVerification({ key, train }: Plan): string {
  const tag = train?.tag;
  const commands = [
    ...(tag === undefined
      ? []
      : [
          "# who signed it; the trusted signers are in the repository",
          `git -c gpg.ssh.allowedSignersFile=.github/allowed_signers verify-tag ${tag}`,
        ]),
    "# every file of the release, beside the checksum file",
    `sha256sum -c --strict ${key}.txt`,
    "# everything at once, from the registry, the tag and the page",
    `releaser verify ${key}`,
  ];
  return ["```sh", ...commands, "```"].join("\n");
}
