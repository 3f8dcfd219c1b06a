import { describeCauses, moves, type MovingRelease, type Plan, toCellCode, toCode, toFenced } from "@releaser/core";
import { renderBumpGraph } from "./bump-graph.ts";

/** More rows than are read at a glance are folded. */
const mostRows = 40;
const mostCauses = 6;

/**
 * The next release for people: the train, a table of the packages that move and why, the graph of the bumps, and the way back. Above 40
 * packages table and graph are folded. No newline at the end.
 */
export function renderPlanMarkdown(plan: Plan): string {
  const moving = plan.releases.filter((release) => moves(release));
  if (moving.length === 0) return "Nothing is pending.";
  return [renderTrain(plan), ...renderPackages(moving), ...renderGraph(plan), ...renderRollback(plan)].join("\n\n");
}

/** One line: what is released, as what, and from where. */
export function renderTrain({ train, key, branch, releases }: Plan): string {
  const count = releases.filter((release) => moves(release)).length;
  const packages = `${count} ${count === 1 ? "package moves" : "packages move"} on ${toCode(branch)}`;
  return train
    ? `**${toCode(train.tag)}**, ${train.bump}, from ${toCode(train.from)}: ${packages}.`
    : `**${toCode(key)}**: ${packages}.`;
}

/** The table of packages, folded where it is long. */
export function renderPackages(moving: readonly MovingRelease[]): readonly string[] {
  const rows = moving.map(
    ({ name, from, to, bump, causes, private: hidden }) =>
      `| ${toCellCode(name)}${hidden ? " (private)" : ""} | ${toCellCode(from)} → ${toCellCode(to)} | ${bump} | ${describeCauses(causes, { most: mostCauses, show: toCellCode })} |`,
  );
  const table = ["| package | version | bump | why |", "| --- | --- | --- | --- |", ...rows].join("\n");
  return foldWhereLong(rows.length, { summary: `${rows.length} packages`, text: table });
}

/** A text of so many rows, folded where they are more than are read at a glance. */
export function foldWhereLong(
  rows: number,
  { summary, text }: { readonly summary: string; readonly text: string },
): readonly string[] {
  return rows > mostRows ? fold(summary, text) : [text];
}

function renderGraph(plan: Plan): readonly string[] {
  return fold("Why each of them moves", `\`\`\`mermaid\n${renderBumpGraph(plan)}\n\`\`\``);
}

function renderRollback({ rollback }: Plan): readonly string[] {
  return rollback.length === 0 ? [] : fold("The way back", toFenced(rollback.join("\n")));
}

/** A part that is opened by whoever wants to read it. */
function fold(summary: string, text: string): readonly string[] {
  return [`<details><summary>${summary}</summary>`, text, "</details>"];
}
