import { type Document, isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from "yaml";

/** Why what people wrote between the markers makes no workflow of jobs beside ours, and in which line, counted from 1. */
export interface CustomProblem {
  readonly line: number;
  readonly why: string;
}

/** Why a file with people's jobs in it is no workflow with all of our jobs as `plain`, the file without them, has them; undefined where it is. */
export function customProblem(text: string, plain: string): CustomProblem | undefined {
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
  const [all, ours] = [jobsIn(document), jobsIn(parseDocument(plain))];
  const changed = [...ours].find(([id, job]) => all.get(id) !== job);
  if (changed) return { line: firstOf(text, plain), why: `it changes ${changed[0]}, which is a job of ours` };
  return all.size > ours.size ? undefined : { line: text.split("\n").length, why: "there is no job in it" };
}

/** What each job says, by its id. */
function jobsIn(document: Document): ReadonlyMap<string, string> {
  const jobs = document.get("jobs");
  const pairs = isMap(jobs) ? jobs.items : [];
  return new Map(pairs.map(({ key, value }) => [isScalar(key) ? String(key.value) : "", JSON.stringify(value)]));
}

/** The first line of what people wrote, counted from 1. */
function firstOf(text: string, plain: string): number {
  const lines = plain.split("\n");
  return text.split("\n").findIndex((line, index) => line.trim() !== "" && line !== lines[index]) + 1;
}

function keysOf(map: YAMLMap): readonly { readonly name: string; readonly at: number }[] {
  return map.items.map(({ key }) => ({
    name: isScalar(key) ? String(key.value) : "",
    at: isScalar(key) ? (key.range?.[0] ?? 0) : 0,
  }));
}
