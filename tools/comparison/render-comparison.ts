/** What the tools made of one case. */
export interface Compared {
  readonly rule?: string;
  readonly title: string;
  /** Names of the tools that exit non-zero for it. */
  readonly failing: readonly string[];
  /** Names of those that exit with 0 and report it all the same, as far as that is known. */
  readonly reporting: readonly string[];
}

export interface ComparedTool {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** What it said of the clean workspace. */
  readonly clean: { readonly failed: boolean; readonly said: string } | undefined;
}

export interface Comparison {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Releaser first. */
  readonly tools: readonly ComparedTool[];
  readonly faults: readonly Compared[];
  readonly valid: readonly Compared[];
}

/** The page `docs/comparison.md`, whole. */
export function renderComparison(comparison: Comparison): string {
  const { date, tools } = comparison;
  const versions = tools.map((tool) => `${tool.package} ${tool.version}`).join(", ");
  return [
    "# Comparison",
    "",
    `Each fault alone in a clean workspace of six packages with \`.sentinel\`, a catalog, a fixed group, tags, a lockfile and pending changesets, given to each tool as its users run it in CI, without a configuration of its own. Made by \`pnpm compare\` on ${date} with ${versions}.`,
    "",
    ...cleanSection(tools),
    ...faultSection(comparison),
    ...validSection(comparison),
  ].join("\n");
}

function cleanSection(tools: readonly ComparedTool[]): readonly string[] {
  return tools.flatMap(({ name, clean }) =>
    clean?.failed === true
      ? [
          `${name} fails in the clean workspace already, so below it is taken to fail where it says more than this:`,
          "",
          "```",
          ...clean.said.split("\n").filter((text) => text.trim() !== ""),
          "```",
          "",
        ]
      : [],
  );
}

function faultSection({ tools, faults }: Comparison): readonly string[] {
  const names = tools.map(({ name }) => name);
  const [own] = names;
  const silent = faults.filter(({ failing }) => failing.every((name) => name === own)).length;
  const row = ({ title, rule = "", failing, reporting }: Compared): readonly string[] => [
    title,
    `[\`${rule}\`](rules/${rule}.md)`,
    ...names.map((name) => (failing.includes(name) ? "●" : reporting.includes(name) ? "(●)" : "")),
  ];
  return [
    "## Faults",
    "",
    `A dot means that the tool exits with another code than 0 for the fault, whatever it says; \`(●)\` that Releaser reports it as a warning or for information and exits with 0. What other tools print beside an exit of 0 is not looked at. ${silent} of ${faults.length} faults make none of the others fail; among them are those of contracts, checksums and \`.sentinel\`, which Releaser brings and they cannot know. What is wrong with Releaser's own settings is left out.`,
    "",
    ...table(
      ["fault", "rule", ...names],
      [...faults.map(row), ["**found**", "", ...names.map((name) => total(faults, name))]],
    ),
    "",
  ];
}

function total(faults: readonly Compared[], name: string): string {
  const reported = faults.filter(({ reporting }) => reporting.includes(name)).length;
  const failed = faults.filter(({ failing }) => failing.includes(name)).length;
  return reported === 0 ? `${failed}` : `${failed} (+${reported})`;
}

function validSection({ tools, valid }: Comparison): readonly string[] {
  const clean = {
    title: "the clean workspace",
    failing: tools.filter((tool) => tool.clean?.failed === true).map(({ name }) => name),
  };
  return [
    "## What is valid",
    "",
    "A cross means that the tool exits with another code than 0 for it. A `.sentinel` outside of the workspace globs is a convention that Releaser brings.",
    "",
    ...table(
      ["variation", ...tools.map(({ name }) => name)],
      [clean, ...valid].map(({ title, failing }) => [
        title,
        ...tools.map(({ name }) => (failing.includes(name) ? "✗" : "")),
      ]),
    ),
    "",
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [line(head), line(head.map(() => "---")), ...rows.map((cells) => line(cells))];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
