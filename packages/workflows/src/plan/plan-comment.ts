import {
  type Finding,
  moves,
  type MovingRelease,
  type Plan,
  toCode,
  toMarkdownText,
  withoutCommands,
} from "@releaser/core";
import { renderPackages, renderPlanMarkdown, renderTrain } from "./plan-markdown.ts";

/** The first line of the comment, by which whoever posts it finds it again. */
export const planMarker = "<!-- releaser-plan -->";

export interface PlanCommentOptions {
  /** Undefined where there are no changesets at all. */
  readonly plan: Plan | undefined;
  /** Those of version skew. */
  readonly findings: readonly Finding[];
  /** Where a file is added to the branch with a browser, as GitHub's `…/new/<branch>`; undefined where nobody knows. */
  readonly newFile?: string | undefined;
}

/** GitHub takes 65,536 bytes. */
const mostBytes = 65_000;
const mostFindings = 10;
const missing = "intent/no-changeset";

/**
 * The comment of a pull request: what merging it would release, which packages change without a changeset and how to add one, and
 * version skew. At most 65,536 bytes: the graph goes first, then the table. Nothing that the repository says is anything but text in
 * it. No newline at the end.
 */
export function renderPlanComment(options: PlanCommentOptions): string {
  const { plan } = options;
  const moving = plan?.releases.filter((release) => moves(release)) ?? [];
  const around = { before: [planMarker, `## ${toHeading(plan, moving)}`], after: renderRest(options) };
  const whole =
    plan && moving.length > 0
      ? [[renderPlanMarkdown(plan)], [renderTrain(plan), ...renderPackages(moving)], [renderTrain(plan)]]
      : [[]];
  const texts = whole.map((parts) => withoutCommands([...around.before, ...parts, ...around.after].join("\n\n")));
  return texts.find((text) => Buffer.byteLength(text) <= mostBytes) ?? texts.at(-1) ?? "";
}

function toHeading(plan: Plan | undefined, moving: readonly MovingRelease[]): string {
  if (plan === undefined || moving.length === 0) return "Merging this releases nothing";
  return `Merging this releases ${toCode(plan.train?.tag ?? plan.key)}`;
}

function renderRest({ findings, newFile }: PlanCommentOptions): readonly string[] {
  // What the plan releases all the same is told as an info, and asks for nothing.
  const without = findings.filter(({ rule, level }) => rule === missing && level !== "info");
  const skew = findings.filter(({ rule, level }) => rule !== missing && level === "error");
  return [...renderMissing(without, newFile), ...renderSkew(skew)];
}

function renderMissing(findings: readonly Finding[], newFile: string | undefined): readonly string[] {
  if (findings.length === 0) return [];
  const intro = "**Without a changeset:** `pnpm changeset` adds one, `pnpm changeset --empty` says that none is meant.";
  return [intro, toList(findings, (finding) => renderLink(finding, newFile))];
}

/** To the changeset that would mend it, written already. */
function renderLink({ fix }: Finding, newFile: string | undefined): string {
  const edit = fix?.edits.find(({ pointer, value }) => pointer === "" && value !== null);
  if (newFile === undefined || edit?.value === undefined || edit.value === null) return "";
  return ` [Add it](${newFile}?${String(new URLSearchParams({ filename: edit.file, value: edit.value }))})`;
}

function renderSkew(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const count = `${findings.length} ${findings.length === 1 ? "error" : "errors"}`;
  return [`**Version skew:** ${count}. \`releaser skew --fix\` mends what can be mended.`, toList(findings)];
}

function toList(findings: readonly Finding[], more: (finding: Finding) => string = () => ""): string {
  const left = findings.length - mostFindings;
  const lines = findings
    .slice(0, mostFindings)
    .map((finding) => `- ${toCode(finding.rule)}: ${toMarkdownText(finding.message)}${more(finding)}`);
  return [...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join("\n");
}
