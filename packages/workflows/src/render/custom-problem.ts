import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from "yaml";
import type { Workflow } from "../pipeline/pipeline.ts";

/** Why what people wrote between the markers makes no workflow of jobs beside ours, and in which line, counted from 1. */
export interface CustomProblem {
  readonly line: number;
  readonly why: string;
}

/** Whether a file with people's jobs in it is still a workflow with all of our jobs as they are; undefined where it is. */
export function customProblem(text: string, { jobs }: Workflow): CustomProblem | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error) return { line: lineCounter.linePos(error.pos[0]).line, why: error.message };
  const top = document.contents;
  const last = isMap(top) ? keysOf(top).at(-1) : undefined;
  if (last !== undefined && last.name !== "jobs") {
    const why = `${last.name} stands outside of jobs: indent it by two spaces, and what belongs to it by more`;
    return { line: lineCounter.linePos(last.at).line, why };
  }
  const all = document.get("jobs");
  const foreign = isMap(all) ? keysOf(all).length - jobs.length : 0;
  return foreign > 0 ? undefined : { line: text.split("\n").length, why: "there is no job in it" };
}

function keysOf(map: YAMLMap): readonly { readonly name: string; readonly at: number }[] {
  return map.items.map(({ key }) => ({
    name: isScalar(key) ? String(key.value) : "",
    at: isScalar(key) ? (key.range?.[0] ?? 0) : 0,
  }));
}
