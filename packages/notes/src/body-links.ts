import { isCapsuleId, isDecisionId, safeLine, toCellCode, toCode } from "@releaser/core";
import type { ReferencePlaces, References } from "./render-references.ts";
import { toSafeInline } from "./safe-inline.ts";

/** An asset of a page. */
export interface BodyAsset {
  readonly name: string;
  /** In hex. */
  readonly sha256: string;
  /** An http or https address, or `./` and a name beside the body. */
  readonly url?: string | undefined;
}

/** A package as a registry has it. */
export interface BodyPackage {
  readonly name: string;
  readonly version: string;
  /** Where a person looks at it. */
  readonly url?: string | undefined;
}

/** Beyond that the table has no links: they would take the place of what people wrote. */
const mostLinkedAssets = 100;

/** Assets with their digests, folded. */
export function renderAssets(assets: readonly BodyAsset[]): string {
  const linked = assets.length <= mostLinkedAssets;
  const rows = assets.map(
    ({ name, sha256, url }) => `| ${link(toCellCode(name), linked ? url : undefined)} | ${toCellCode(sha256)} |`,
  );
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

const mostPackages = 20;

/** The packages that registries have, in one line; the table of packages has all of them. */
export function renderPublished(packages: readonly BodyPackage[]): string {
  const named = packages
    .slice(0, mostPackages)
    .map(({ name, version, url }) => link(toCode(`${name}@${version}`), url));
  const more = packages.length - named.length;
  return `**Published:** ${[...named, ...(more > 0 ? [`${more} more`] : [])].join(" · ")}`;
}

/** Gives the address of a file of the release; undefined where it has none. */
export type LocateFile = (file: string) => string | undefined;

/** Decisions and capsules in one line, each leading to where it lies. */
export function renderLinkedReferences(
  { decisions, capsules }: References,
  places: ReferencePlaces,
  locate: LocateFile,
): string {
  const one = (id: string, known: boolean): string => {
    const file = known ? places.get(id)?.file : undefined;
    return link(isDecisionId(id) ? id : toCode(id), file === undefined ? undefined : locate(file));
  };
  return [
    ...decisions.map((id) => one(id, isDecisionId(id))),
    ...capsules.map((id) => `capsule ${one(id, isCapsuleId(id))}`),
  ].join(", ");
}

/** Words of others as a link; undefined where the address is none. */
export function toLink(title: string, url: string): string | undefined {
  const label = toSafeInline(safeLine(title)).replaceAll(/[[\]]/gu, String.raw`\$&`);
  const linked = link(label, url);
  return linked === label ? undefined : linked;
}

/** Markdown as a link; as it is where there is no address that a page may lead to. */
export function link(label: string, url: string | undefined): string {
  const address = url === undefined ? undefined : toAddress(url);
  return address === undefined ? label : `[${label}](${address})`;
}

function toAddress(url: string): string | undefined {
  if (/^\.\/[\w.%@+~-]+$/u.test(url)) return url;
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/u.test(address.protocol)) return undefined;
  // A bar would end a cell of a table, and parentheses the address.
  return address.href.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll("|", "%7C");
}
