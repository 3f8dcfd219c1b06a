import { toCode, toCodeList } from "@releaser/core";
import type { Change } from "./change.ts";
import { renderReferences } from "./render-references.ts";

/** Whose change it is, and what it refers to, behind its first line. */
export function renderSuffix(change: Change): string {
  const commit = change.commit === undefined ? [] : [toCode(change.commit.slice(0, 7))];
  const references = [...commit, ...[renderReferences(change)].filter((text) => text !== "")].join(", ");
  return `— ${toCodeList(change.packages)}${references === "" ? "" : ` (${references})`}`;
}
