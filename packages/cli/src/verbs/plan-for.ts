import type { Finding, Plan } from "@releaser/core";
import { renderVersionMessage } from "@releaser/provenance";
import { renderBumpGraph, renderPlanComment, renderPlanMarkdown } from "@releaser/workflows";
import { newFileAddress } from "../changeset/new-file-address.ts";
import { maker } from "../context.ts";
import type { PlanFormat } from "../definitions/plan-formats.ts";
import { isPending } from "../release/read-state.ts";
import type { Environment } from "../terminal/github-event.ts";

export interface PlanForOptions {
  readonly format: PlanFormat;
  /** Those of version skew. */
  readonly findings: readonly Finding[];
  readonly env: Environment;
}

/** A plan for something else than a terminal or a program, with a newline at its end; empty where nothing is pending and there is nothing to tell of that. */
export function renderFor(plan: Plan, { format, findings, env }: PlanForOptions): string {
  switch (format) {
    case "commit-message":
      return isPending(plan) ? renderVersionMessage(plan, maker) : "";
    case "comment":
      return `${renderPlanComment({ plan, findings, newFile: newFileAddress(env) })}\n`;
    case "markdown":
      return `${renderPlanMarkdown(plan)}\n`;
    case "mermaid":
      return isPending(plan) ? `${renderBumpGraph(plan)}\n` : "";
  }
}
