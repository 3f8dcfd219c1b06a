import { renderTable } from "./markdown-table.ts";

/** Whose turn it is, by exit code, and what they do. */
export function renderEscalation(): string {
  const rows = [
    ["3", "a file of ours differs from what it should be", "you", "`releaser wire`, `releaser plan --write`"],
    ["4", "a gate failed", "its owner: Builder or Verifier/Observer", "mend it; a new commit is a new release"],
    ["4", "a gate is flaky", "Verifier/Observer", "make it steady; it counts as failed until then"],
    ["5", "something outward failed", "you", "type the same command again; it goes on where it stopped"],
    ["6", "the same name has other content", "Owner", "find out who made it; nothing was overwritten"],
    ["7", "version skew", "Builder", "`releaser skew`, then `releaser skew --fix`"],
    ["8", "an approval or an earlier release is waited for", "Owner", "approve, or finish the earlier one"],
    ["9", "a credential or a permission is missing", "Integrator/Owner", "`releaser doctor`"],
  ];
  return [
    "## When it goes wrong",
    "",
    "Every failure names its code, whose turn it is, and what to type. Each verb can be typed again: what holds is skipped.",
    "",
    renderTable(["exit", "what happened", "whose turn", "what they do"], rows),
  ].join("\n");
}

/** When a release is taken back, and with what. */
export function renderGoingBack(): string {
  return [
    "## Going back",
    "",
    "Roll a release back where it does harm that the next version cannot mend in time:",
    "",
    "- what was published does not install, or does not start (the smoke failed);",
    "- it breaks users within the range that they asked for;",
    "- it loses or exposes data, or has something in it that must not be public;",
    "- the published bytes are not the recorded ones.",
    "",
    "```sh",
    "releaser status <version>               # where it stands",
    "releaser rollback <version>             # prints the way back, with who can type each step",
    'releaser rollback <version> --execute --reason "…"',
    "releaser verify <version>               # afterwards",
    "```",
    "",
    "A version number is burnt for ever: the mend goes forward as the next version. Moving a dist-tag and deprecating need a maintainer with a second factor, so they are not done in CI. A rollback signs a tag `rollback/v<version>-<n>` and writes an incident note in `release/incidents/`.",
  ].join("\n");
}
