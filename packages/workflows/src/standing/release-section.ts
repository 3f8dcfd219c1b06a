import { moves, type Plan, toCode, toFenced } from "@releaser/core";
import { renderBumpGraph } from "../plan/bump-graph.ts";
import { foldWhereLong, renderPackages, renderTrain } from "../plan/plan-markdown.ts";

/**
 * What the standing plan tells of the release that is being cut: packages and why, the graph of the bumps, and the way back. Above 40
 * packages table and graph are folded. Empty where nothing moves.
 */
export function renderReleaseSection(plan: Plan): string {
  const moving = plan.releases.filter((release) => moves(release));
  if (moving.length === 0) return "";
  const graph = `\`\`\`mermaid\n${renderBumpGraph(plan)}\n\`\`\``;
  return [
    renderTrain(plan),
    ...renderPackages(moving),
    "### Why each of them moves",
    ...foldWhereLong(moving.length, { summary: "The graph", text: graph }),
    `### The way back from ${toCode(plan.train?.tag ?? plan.key)}`,
    "The dist-tags are those of the day on which the version was cut.",
    ...foldWhereLong(plan.rollback.length, { summary: "The commands", text: toFenced(plan.rollback.join("\n")) }),
  ].join("\n\n");
}
