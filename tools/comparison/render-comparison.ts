/** What the tools made of one case, by the tool's name: whether it exits non-zero for it. */
export interface Compared {
  readonly rule?: string;
  readonly title: string;
  readonly found: Readonly<Record<string, boolean>>;
}

export interface Comparison {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly tools: readonly { readonly name: string; readonly version: string }[];
  readonly faults: readonly Compared[];
  readonly valid: readonly Compared[];
}

/** The page `docs/comparison.md`, whole. */
export function renderComparison({ date, tools, faults, valid }: Comparison): string {
  const names = tools.map(({ name }) => name);
  const versions = tools.map(({ name, version }) => `${name} ${version}`).join(", ");
  const silent = faults.filter(({ found }) => names.slice(1).every((name) => found[name] !== true)).length;
  return [
    "# Comparison",
    "",
    `Each fault alone in a clean workspace of six packages with \`.sentinel\`, a catalog, a fixed group, tags, a lockfile and pending changesets, given to each tool as its users run it in CI. Made by \`pnpm compare\` on ${date} with ${versions}.`,
    "",
    `A dot means that the tool exits with another code than 0 for the fault, or names it where it fails on the clean workspace too; \`(●)\` that Releaser reports it as a warning or for information. ${silent} of ${faults.length} faults make none of the other tools fail.`,
    "",
    "## Faults",
    "",
    ...table(
      ["fault", "rule", ...names],
      [
        ...faults.map(({ title, rule = "", found }) => [
          title,
          `[\`${rule}\`](rules/${rule}.md)`,
          ...names.map((name) => mark(found, name)),
        ]),
        ["**found**", "", ...names.map((name) => String(count(faults, name)))],
      ],
    ),
    "",
    "## What is valid",
    "",
    "A cross means that the tool rejects it.",
    "",
    ...table(
      ["variation", ...names],
      valid.map(({ title, found }) => [title, ...names.map((name) => (found[name] === true ? "✗" : ""))]),
    ),
    "",
  ].join("\n");
}

function mark(found: Compared["found"], name: string): string {
  if (found[name] === true) return "●";
  return found[`${name}:reported`] === true ? "(●)" : "";
}

function count(cases: readonly Compared[], name: string): number {
  return cases.filter(({ found }) => found[name] === true || found[`${name}:reported`] === true).length;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [line(head), line(head.map(() => "---")), ...rows.map((cells) => line(cells))];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
