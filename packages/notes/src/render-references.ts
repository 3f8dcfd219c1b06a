import { isCapsuleId, isDecisionId, toCode } from "@releaser/core";
import { elsewhere, tell } from "./render-bullet.ts";

/** What a change or a release refers to. */
export interface References {
  readonly decisions: readonly string[];
  readonly capsules: readonly string[];
}

/** Where something that is referred to lies. */
export interface ReferencePlace {
  /** Relative to the root, a file that is there. */
  readonly file: string;
  /** What it says, in a line; not safe to print. */
  readonly title?: string | undefined;
}

/** By id. */
export type ReferencePlaces = ReadonlyMap<string, ReferencePlace>;

/** Decisions and capsules in one line, without links; empty where there are none. */
export function renderReferences({ decisions, capsules }: References): string {
  return [...decisions.map(label), ...capsules.map((id) => `capsule ${label(id)}`)].join(", ");
}

/** The same as a list with links, relative to a file two folders below the root, and with what each says. */
export function renderReferenceLinks(
  { decisions, capsules }: References,
  places: ReferencePlaces = new Map(),
): readonly string[] {
  return [
    ...decisions.map((id) => `- decision ${renderPlace(id, isDecisionId(id) ? places.get(id) : undefined)}`),
    ...capsules.map((id) => `- capsule ${renderPlace(id, isCapsuleId(id) ? places.get(id) : undefined)}`),
  ];
}

function renderPlace(id: string, place: ReferencePlace | undefined): string {
  if (place === undefined) return label(id);
  const address = encodeURI(place.file).replaceAll("(", "%28").replaceAll(")", "%29");
  const title = (place.title ?? "").trim();
  const { headline = "" } = title === "" ? {} : tell(title, elsewhere);
  return `[${label(id)}](../../${address})${headline === "" ? "" : `: ${headline}`}`;
}

function label(id: string): string {
  return isDecisionId(id) ? id : toCode(id);
}
