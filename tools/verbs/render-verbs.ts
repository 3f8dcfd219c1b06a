import { decisionDefinitions } from "../../packages/cli/src/definitions/decision-definitions.ts";
import { setupDefinitions } from "../../packages/cli/src/definitions/setup-definitions.ts";
import type { VerbDefinition } from "../../packages/cli/src/definitions/verb-definition.ts";
import { verbDefinitions } from "../../packages/cli/src/definitions/verb-definitions.ts";
import { wordsDefinitions } from "../../packages/cli/src/definitions/words-definitions.ts";

type Option = NonNullable<VerbDefinition["options"]>[number];

type Defined = Pick<VerbDefinition, "about" | "name" | "options" | "summary" | "takesKey" | "takesPackage">;

/** Where more is told of a verb, relative to `docs/`. */
const pages: Readonly<Record<string, readonly (readonly [title: string, page: string])[]>> = {
  announce: [["Releasing", "releasing.md"]],
  changeset: [["Words of a release", "notes.md"]],
  decision: [["Decisions", "decisions.md"]],
  doctor: [["What a release still lacks", "doctor.md"]],
  init: [["Setting a repository up", "init.md"]],
  notes: [["Words of a release", "notes.md"]],
  plan: [
    ["Changesets", "changesets.md"],
    ["The standing plan", "release-plan.md"],
  ],
  portable: [["Workflows", "wire.md#releaseyml"]],
  prove: [["Gates", "gates.md"]],
  publish: [["Releasing", "releasing.md"]],
  rehearse: [["Rehearsal", "rehearsal.md"]],
  release: [["Releasing", "releasing.md"]],
  rollback: [["Rolling a release back", "rollback.md"]],
  skew: [["Looking for skew", "skew.md"]],
  status: [["Releasing", "releasing.md#when-it-stops"]],
  verify: [["Verifying", "releasing.md#verifying-also-a-year-later"]],
  version: [["Changesets", "changesets.md"]],
  why: [["Changesets", "changesets.md"]],
  wire: [
    ["Workflows", "wire.md"],
    ["Auditing workflows", "audit.md"],
  ],
};

/** `docs/verbs.md`, from the definitions that the command line is made of. Tables are not aligned. */
export function renderVerbs(): string {
  const group = decisionDefinitions;
  const sections = [
    ...[...setupDefinitions, ...verbDefinitions, ...wordsDefinitions].map((one) => renderVerb(one, "##")),
    `## \`${group.name}\``,
    [toSentence(group.summary), toCell(group.about), ...renderPages(group.name)].join(" "),
    ...group.verbs.map((one) => renderVerb({ ...one, name: `${group.name} ${one.name}` }, "###")),
  ];
  return [
    "# Verbs",
    "Each brings a release to a state, and does whatever is missing on the way there. Typed twice it is typed once. What `releaser <verb> --help` tells stands here too; a test holds the two together, and `npx -y pnpm@12 docs:verbs` writes this page.",
    "Every verb takes `--cwd <dir>`, `--json` (one document on standard output, nothing else there) and `--no-color`; all but those that only look take `--dry-run`. What goes outward does so only with `--outward` or `RELEASER_OUTWARD=1`. The [exit](failures/README.md#exit-codes) says whose turn it is.",
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}

function renderVerb(verb: Defined, mark: string): string {
  const { name, summary, about, options = [], takesKey, takesPackage } = verb;
  const usage = `releaser ${name}${takesKey ? " [key]" : ""}${takesPackage ? " <package>" : ""}`;
  return [
    `${mark} \`${name}\``,
    [toCell(toSentence(summary)), toCell(about), ...renderPages(name)].join(" "),
    `\`\`\`sh\n${usage}\n\`\`\``,
    ...(options.length === 0 ? [] : [renderOptions(options)]),
  ].join("\n\n");
}

function renderOptions(options: readonly Option[]): string {
  const rows = options.map(({ flags, description, argChoices, defaultValue }) => {
    const choices = argChoices === undefined ? "" : `: ${argChoices.map((one) => `\`${one}\``).join(", ")}`;
    const usual = typeof defaultValue === "string" ? `; \`${defaultValue}\` unless told` : "";
    return `| \`${flags}\` | ${toCell(description)}${choices}${usual} |`;
  });
  return ["| option | what it does |", "| --- | --- |", ...rows].join("\n");
}

function renderPages(name: string): readonly string[] {
  const links = (pages[name] ?? []).map(([title, page]) => `[${title}](${page})`);
  return links.length === 0 ? [] : [`More: ${links.join(", ")}.`];
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What people read in a terminal has no Markdown but code: options and words in angle brackets become that too. */
function toCell(text: string): string {
  const parts = text.split(/(`[^`]*`)/u);
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/--[a-z][\w-]*|<[\w-]+>/gu, "`$&`")))
    .join("");
}
