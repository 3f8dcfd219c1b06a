import { isCapsuleId, isDecisionId, toCode } from "@releaser/core";

/** What a change or a release refers to. */
export interface References {
  readonly decisions: readonly string[];
  readonly capsules: readonly string[];
}

/** Decisions and capsules in one line, without links; empty where there are none. */
export function renderReferences({ decisions, capsules }: References): string {
  return [...decisions.map(label), ...capsules.map((id) => `capsule ${label(id)}`)].join(", ");
}

/** The same as a list with links, relative to a file two folders below the root; what is not well formed stays without. */
export function renderReferenceLinks({ decisions, capsules }: References): readonly string[] {
  return [
    ...decisions.map((id) => `- decision ${isDecisionId(id) ? `[${id}](../../.sentinel/DECISIONS.md)` : label(id)}`),
    ...capsules.map((id) => `- capsule ${linkCapsule(id)}`),
  ];
}

function linkCapsule(id: string): string {
  if (!isCapsuleId(id)) return label(id);
  return `[${label(id)}](../../.specify/specs/${id.slice(0, id.indexOf("@"))}/capsule.md)`;
}

function label(id: string): string {
  return isDecisionId(id) ? id : toCode(id);
}
