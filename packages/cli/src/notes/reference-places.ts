import type { Plan } from "@releaser/core";
import type { ReferencePlace, ReferencePlaces } from "@releaser/notes";
import { findDecisions, readCapsuleTitles } from "@releaser/provenance";

/** Where the decisions and capsules of a release lie in a tree; without those that are not there. Throws `E_LEDGER_UNREADABLE`. */
export function readReferencePlaces(
  root: string,
  { decisions, capsules }: Pick<Plan, "capsules" | "decisions">,
): ReferencePlaces {
  const known = decisions.length === 0 ? [] : findDecisions(root, new Set(decisions));
  const slugs = new Map(capsules.map((id) => [id, id.slice(0, id.indexOf("@"))]));
  const titles = readCapsuleTitles(root, new Set(slugs.values()));
  return new Map<string, ReferencePlace>([
    ...known.map(({ id, file, decision }) => [id, { file, title: decision }] as const),
    ...[...slugs].flatMap(([id, slug]) =>
      titles.get(slug) === undefined ? [] : [[id, { file: `.specify/specs/${slug}/capsule.md` }] as const],
    ),
  ]);
}
