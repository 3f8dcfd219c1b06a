import { toCode } from "@releaser/core";

/** What a change or a release refers to. */
export interface References {
  readonly decisions: readonly string[];
  readonly capsules: readonly string[];
}

const decisionId = /^D-\d{4,}$/u;
const capsuleId = /^(?<slug>[a-z0-9][\w-]*)@[0-9a-f]{8}$/u;

/** Decisions and capsules in one line, without links; empty where there are none. */
export function renderReferences({ decisions, capsules }: References): string {
  return [...decisions.map(label), ...capsules.map((id) => `capsule ${label(id)}`)].join(", ");
}

/** The same as a list with links, relative to a file two folders below the root; what is not well formed stays without. */
export function renderReferenceLinks({ decisions, capsules }: References): readonly string[] {
  return [
    ...decisions.map((id) => `- decision ${decisionId.test(id) ? `[${id}](../../.sentinel/DECISIONS.md)` : label(id)}`),
    ...capsules.map((id) => `- capsule ${linkCapsule(id)}`),
  ];
}

function linkCapsule(id: string): string {
  const slug = capsuleId.exec(id)?.groups?.["slug"];
  return slug === undefined ? label(id) : `[${label(id)}](../../.specify/specs/${slug}/capsule.md)`;
}

function label(id: string): string {
  return decisionId.test(id) ? id : toCode(id);
}
