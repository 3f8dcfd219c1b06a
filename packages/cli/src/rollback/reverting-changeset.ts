import { moves } from "@releaser/core";
import { stringify } from "yaml";
import type { Train } from "../release/train.ts";
import type { WayBack } from "./way-back.ts";

/** Where the changeset lies that carries the way back forward. */
export function changesetPath(key: string): string {
  return `.changeset/rollback-${key.replaceAll(/[^\w.-]/gu, "-").replaceAll(".", "-")}.md`;
}

/** A changeset with a patch for each package that moved: a version that was taken is burnt, so the way back goes forward. */
export function renderRevertingChangeset(
  { release }: Train,
  { way, decision }: { readonly way: WayBack; readonly decision: string | undefined },
): string {
  const moved = release.plan.releases.filter((one) => moves(one)).map(({ name }) => [name, "patch"] as const);
  const causes = release.plan.changesets.map(({ id }) => id).join(", ");
  const text = `fix: take back what ${release.tag} brought${causes === "" ? "" : ` (${causes})`}: ${way.reason}`;
  const trailer = decision === undefined ? "" : `\n\nDecision-ID: ${decision}`;
  return `---\n${stringify(Object.fromEntries(moved), { lineWidth: 0, defaultKeyType: "QUOTE_DOUBLE", defaultStringType: "PLAIN" })}---\n\n${text}${trailer}\n`;
}
