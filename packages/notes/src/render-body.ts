import { type Plan, safeLine, toCellCode, toCode } from "@releaser/core";
import { renderReferences } from "./render-references.ts";
import { kindTitles, packagesTitle, referencesTitle, upgradeTitle } from "./render-notes.ts";
import { toSafeInline } from "./safe-inline.ts";

export interface RenderBodyOptions {
  readonly plan: Plan;
  /** As `renderNotes` gave them. */
  readonly notes: string;
  /** What the page is found by again: the plan's digest. */
  readonly marker: string;
  readonly assets: readonly { readonly name: string; /** In hex. */ readonly sha256: string }[];
  readonly state: { /** Its result in words. */ readonly smoke?: string; readonly released?: boolean };
  readonly links?: readonly { readonly title: string; readonly url: string }[];
}

/** Bytes that a body may have; GitHub refuses more than 125,000 characters. */
export const bodyLimit = 120_000;

interface Part {
  readonly title: string;
  readonly text: string;
}

/**
 * The body of a release page: a hidden marker, what is known of the release's state, links, artifacts, decisions and
 * capsules, then the notes. Where that has more than 120,000 bytes the changes by kind are replaced by a link to the
 * attached `notes.md`; only where it is still too long, also upgrade notes, artifacts and packages, in that order.
 */
export function renderBody(options: RenderBodyOptions): string {
  const parts = [...toHead(options), ...splitNotes(options.notes)];
  const kinds = new Set<string>(Object.values(kindTitles));
  const stages = [
    (part: Part) => kinds.has(part.title),
    (part: Part) => part.title === upgradeTitle,
    (part: Part) => part.title === artifactsTitle,
    (part: Part) => part.title === packagesTitle,
  ];
  const fits = (candidate: readonly Part[]): boolean => Buffer.byteLength(join(candidate)) <= bodyLimit;
  return join(
    stages.reduce<readonly Part[]>((left, long) => (fits(left) ? left : withLinks(left, long, options)), parts),
  );
}

const artifactsTitle = "Artifacts";

function toHead({ plan, marker, assets, state, links = [] }: RenderBodyOptions): readonly Part[] {
  const references = renderReferences(plan);
  const named = links.flatMap(({ title, url }) => toLink(title, url) ?? []);
  return [
    { title: "", text: `<!-- releaser plan ${marker.replaceAll(/[^\w.:@/+=-]/gu, "")} -->` },
    { title: "", text: renderState(state) },
    ...(named.length === 0 ? [] : [{ title: "", text: `**Read on:** ${named.join(" · ")}` }]),
    ...(assets.length === 0 ? [] : [{ title: artifactsTitle, text: renderAssets(assets) }]),
    ...(references === "" ? [] : [{ title: "", text: `**Decisions and capsules:** ${references}` }]),
  ];
}

function renderState({ smoke, released }: RenderBodyOptions["state"]): string {
  const facts = [
    released === true ? "released" : "not released yet",
    smoke === undefined ? "smoke not run yet" : `smoke ${toSafeInline(safeLine(smoke))}`,
  ];
  return `**State:** ${facts.join(" · ")}`;
}

function toLink(title: string, url: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/u.test(address.protocol)) return undefined;
  const label = toSafeInline(safeLine(title)).replaceAll(/[[\]]/gu, String.raw`\$&`);
  return `[${label}](${address.href.replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

function renderAssets(assets: RenderBodyOptions["assets"]): string {
  const rows = assets.map(({ name, sha256 }) => `| ${toCellCode(name)} | ${toCellCode(sha256)} |`);
  const count = assets.length === 1 ? "1 artifact" : `${assets.length} artifacts`;
  return [
    `<details><summary>${count} and the SHA-256 of each</summary>`,
    "",
    "| artifact | SHA-256 |",
    "| --- | --- |",
    ...rows,
    "",
    "</details>",
  ].join("\n");
}

/** At our own headings: a changeset's text never reaches the margin. The page has a title, and tells decisions above. */
function splitNotes(notes: string): readonly Part[] {
  const [head = "", ...sections] = notes.trim().split(/\n(?=## )/u);
  const parts = sections.map((text) => ({ title: text.slice(3).split("\n", 1)[0] ?? "", text: text.trim() }));
  return [
    { title: "", text: head.replace(/^# .*\n*/u, "").trim() },
    ...parts.filter(({ title }) => title !== referencesTitle),
  ].filter(({ text }) => text !== "");
}

/** The first long part becomes the link, the others go. */
function withLinks(parts: readonly Part[], long: (part: Part) => boolean, options: RenderBodyOptions): readonly Part[] {
  const first = parts.find(long);
  if (first === undefined) return parts;
  const titles = parts.filter(long).map(({ title }) => title.toLowerCase());
  const link = {
    title: "",
    text: `**${toSentence(titles)}** are too long for this page: read them in ${linkNotes(options)}.`,
  };
  return parts.flatMap((part) => (part === first ? [link] : long(part) ? [] : [part]));
}

function toSentence(titles: readonly string[]): string {
  const text = titles.length < 2 ? titles.join("") : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1) ?? ""}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function linkNotes({ links = [] }: RenderBodyOptions): string {
  const own = links.find(({ url }) => url.endsWith("/notes.md"));
  return (own && toLink("notes.md", own.url)) ?? `${toCode("notes.md")}, which is attached`;
}

function join(parts: readonly Part[]): string {
  return `${parts.map(({ text }) => text).join("\n\n")}\n`;
}
