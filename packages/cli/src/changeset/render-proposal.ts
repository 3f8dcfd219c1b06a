import { isCapsuleId, isDecisionId, parseTrailers, renderTrailers, safeText } from "@releaser/core";
import type { ConventionalChange } from "@releaser/core/conventional";
import type { Proposal } from "./propose-changesets.ts";

interface Told {
  readonly id: string;
  readonly message: string;
  /** Those that ask for a release; at least one. */
  readonly changes: readonly ConventionalChange[];
  readonly releases: Proposal["releases"];
}

/** The file of a changeset that says what a commit says. The same commit gives the same file. */
export function renderProposal({ id, message, changes, releases }: Told): Pick<Proposal, "file" | "summary" | "text"> {
  const [first, ...more] = changes;
  const { subject, pull } = splitPull(first?.subject ?? "");
  const summary = `${kindOf(changes, releases)}: ${safeText(subject)}`;
  const breaks = changes.flatMap((change) => change.breaks);
  const lines = [
    "---",
    ...releases.map(({ name, type }) => `${JSON.stringify(name)}: ${type}`),
    "---",
    "",
    summary,
    ...breaks.flatMap((text) => ["", safeText(text)]),
    ...(more.length === 0 ? [] : ["", ...more.map((change) => `- ${safeText(splitPull(change.subject).subject)}`)]),
    "",
    `commit: ${id}`,
    ...(pull === undefined ? [] : [`pr: ${pull}`]),
  ];
  return { file: fileOf(subject, id), summary, text: `${lines.join("\n")}\n${statedIn(message)}` };
}

/** A squash merge puts the number of its pull request behind the subject. */
function splitPull(subject: string): { readonly subject: string; readonly pull: string | undefined } {
  const [, text = subject, pull] = /^(.*\S) \(#([1-9]\d{0,8})\)$/u.exec(subject) ?? [];
  return { subject: text.trim(), pull };
}

/** The word that notes take the kind from, whatever the bump: below 1.0.0 a feature is a patch too. */
function kindOf(changes: readonly ConventionalChange[], releases: Proposal["releases"]): string {
  const breaks = changes.some(({ bump }) => bump === "major");
  if (breaks || releases.some(({ type }) => type === "major")) return "Changed";
  const types = new Set(changes.map(({ type }) => type));
  if (types.has("feat") || types.has("feature")) return "Added";
  return types.has("fix") ? "Fixed" : "Changed";
}

/** A name that no shell, terminal or file system takes apart. */
function fileOf(subject: string, id: string): string {
  const words = subject
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, 50)
    .replaceAll(/^-+|-+$/gu, "");
  return `.changeset/${words || "commit"}-${id.slice(0, 7)}.md`;
}

/** What the commit refers to, so that the release does too. */
function statedIn(message: string): string {
  const forms = { "decision-id": isDecisionId, "related-capsule": isCapsuleId };
  const stated = parseTrailers(message).filter(({ key, value }) =>
    Object.entries(forms).some(([form, holds]) => key.toLowerCase() === form && holds(value)),
  );
  return renderTrailers(stated);
}
