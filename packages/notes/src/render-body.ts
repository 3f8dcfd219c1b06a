import { type Plan, safeLine, toCode } from "@releaser/core";
import {
  type BodyAsset,
  type BodyPackage,
  link,
  type LocateFile,
  renderAssets,
  renderLinkedReferences,
  renderPublished,
  toLink,
} from "./body-links.ts";
import { toSentence } from "./change.ts";
import { splitPeople } from "./people.ts";
import type { ReferencePlaces } from "./render-references.ts";
import { kindTitles, packagesTitle, referencesTitle, upgradeTitle } from "./render-notes.ts";
import { toSafeInline } from "./safe-inline.ts";

export interface RenderBodyOptions {
  readonly plan: Plan;
  /** As `renderNotes` gave them. */
  readonly notes: string;
  /** What the page is found by again: the plan's digest. */
  readonly marker: string;
  readonly assets: readonly BodyAsset[];
  /** What registries have of it; none unless told. */
  readonly packages?: readonly BodyPackage[];
  readonly state: {
    /** Its result in words. */
    readonly smoke?: string;
    /** Where its record is. */
    readonly smokeUrl?: string | undefined;
    readonly released?: boolean;
  };
  /** Where decisions and capsules lie; without it they are named alone. */
  readonly references?: { readonly places: ReferencePlaces; readonly locate: LocateFile };
  readonly links?: readonly { readonly title: string; readonly url: string }[];
}

/** Bytes that a body may have; GitHub refuses more than 125,000 characters. */
export const bodyLimit = 120_000;

interface Part {
  readonly text: string;
  /** What it is, for the sentence that takes its place; without one it always stays. */
  readonly called?: string;
}

/**
 * The body of a release page: a hidden marker, what is known of the release's state, links, artifacts, decisions and
 * capsules, each with where it is, then the notes. Nothing is cut: where that has more than 120,000 bytes the changes by kind are replaced by a
 * link to the attached `notes.md`, or checksum file; only where it is still too long, also upgrade notes, what people wrote, artifacts,
 * decisions and packages, in that order.
 */
export function renderBody(options: RenderBodyOptions): string {
  const parts = [...toHead(options), ...splitNotes(options.notes)];
  const fits = (candidate: readonly Part[]): boolean => Buffer.byteLength(join(candidate)) <= bodyLimit;
  return join(long.reduce<readonly Part[]>((left, is) => (fits(left) ? left : withLinks(left, is, options)), parts));
}

const artifactsTitle = "Artifacts";
const peopleTitle = "Introduction";
const kinds: ReadonlySet<string> = new Set(Object.values(kindTitles));

/** What goes, in this order, until the rest fits. */
const long: readonly ((part: Part) => boolean)[] = [
  ({ called = "" }) => kinds.has(called),
  ...[upgradeTitle, peopleTitle, artifactsTitle, referencesTitle, packagesTitle].map(
    (title) =>
      ({ called }: Part): boolean =>
        called === title,
  ),
];

function toHead({
  plan,
  marker,
  assets,
  packages = [],
  state,
  links = [],
  ...more
}: RenderBodyOptions): readonly Part[] {
  const { places, locate } = more.references ?? nowhere;
  const references = renderLinkedReferences(plan, places, locate);
  const named = links.flatMap(({ title, url }) => toLink(title, url) ?? []);
  return [
    { text: `<!-- releaser plan ${marker.replaceAll(/[^\w.:@/+=-]/gu, "")} -->` },
    { text: renderState(state) },
    ...(named.length === 0 ? [] : [{ text: `**Read on:** ${named.join(" · ")}` }]),
    ...(packages.length === 0 ? [] : [{ text: renderPublished(packages) }]),
    ...(assets.length === 0 ? [] : [{ called: artifactsTitle, text: renderAssets(assets) }]),
    ...(references === "" ? [] : [{ called: referencesTitle, text: `**Decisions and capsules:** ${references}` }]),
  ];
}

const nowhere: NonNullable<RenderBodyOptions["references"]> = { places: new Map(), locate: () => undefined };

function renderState({ smoke, smokeUrl, released }: RenderBodyOptions["state"]): string {
  const facts = [
    released === true ? "released" : "not released yet",
    smoke === undefined ? "smoke not run yet" : link(`smoke ${toSafeInline(safeLine(smoke))}`, smokeUrl),
  ];
  return `**State:** ${facts.join(" · ")}`;
}

/** At our own headings: a changeset's text never reaches the margin. The page has a title, and tells decisions above. */
function splitNotes(notes: string): readonly Part[] {
  const { people, rest } = splitPeople(notes);
  const [head = "", ...sections] = rest.trim().split(/\n(?=## )/u);
  const parts = sections.map((text) => ({ called: text.slice(3).split("\n", 1)[0] ?? "", text: text.trim() }));
  return [
    { text: head.replace(/^# .*\n*/u, "").trim() },
    { called: peopleTitle, text: people },
    ...parts.filter(({ called }) => called !== referencesTitle),
  ].filter(({ text }) => text !== "");
}

/** The first long part becomes the link, the others go. */
function withLinks(parts: readonly Part[], is: (part: Part) => boolean, options: RenderBodyOptions): readonly Part[] {
  const first = parts.find(is);
  if (first === undefined) return parts;
  const names = parts.filter(is).map(({ called = "" }) => called.toLowerCase());
  const place = first.called === artifactsTitle ? attached(`${options.plan.key}.txt`) : linkNotes(options);
  const instead = { text: `**${toSentence(renderNames(names))}** are too long for this page: read them in ${place}.` };
  return parts.flatMap((part) => (part === first ? [instead] : is(part) ? [] : [part]));
}

function renderNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function linkNotes({ links = [] }: RenderBodyOptions): string {
  const own = links.find(({ url }) => url.endsWith("/notes.md"));
  return (own && toLink("notes.md", own.url)) ?? attached("notes.md");
}

function attached(name: string): string {
  return `${toCode(name)}, which is attached`;
}

function join(parts: readonly Part[]): string {
  return `${parts.map(({ text }) => text).join("\n\n")}\n`;
}
