import { type Resource, stages, isRecord } from "@releaser/core";

export interface Listed {
  readonly publisher: string;
  /** Ids outside of the list that its resources may wait for. */
  readonly known: ReadonlySet<string>;
}

/** What is wrong with the list that a plug-in gave; empty where each entry is a resource with a place of its own. */
export function listProblems(list: unknown, { publisher, known }: Listed): readonly string[] {
  if (!Array.isArray(list)) return ["resources() gave no list"];
  const entries: readonly unknown[] = list;
  const ids = new Set(entries.map((entry) => (isRecord(entry) ? entry["id"] : undefined)));
  const twice = ids.size < entries.length ? ["two resources have the same id"] : [];
  return [...twice, ...entries.flatMap((entry, index) => entryProblems(entry, index, { publisher, ids, known }))];
}

interface Among extends Listed {
  readonly ids: ReadonlySet<unknown>;
}

function entryProblems(entry: unknown, index: number, { publisher, ids, known }: Among): readonly string[] {
  if (!isResource(entry)) return [`entry ${index} has no id, title, observe and apply`];
  const { id, stage, after = [] } = entry;
  const strangers = after.filter((one) => !ids.has(one) && !known.has(one));
  return [
    ...(isOwnId(id, publisher) ? [] : [`the id ${JSON.stringify(id)} is not "${publisher}:" and a name`]),
    ...(stage === "published" ? [] : [`${id} is of the stage ${toWords(stage)}, where a publisher's is "published"`]),
    ...strangers.map((one) => `${id} waits for ${one}, which is neither of this publisher nor a publication on npm`),
  ];
}

function toWords(stage: unknown): string {
  return stages.some((one) => one === stage) ? String(stage) : "that there is none of";
}

/** One word of printable ASCII, so that it reads the same in a terminal, in JSON and in an order. */
function isOwnId(id: string, publisher: string): boolean {
  return id.length <= 200 && /^[!-~]+$/u.test(id) && id.startsWith(`${publisher}:`) && id !== `${publisher}:`;
}

function isResource(entry: unknown): entry is Resource {
  if (!isRecord(entry)) return false;
  const { id, title, observe, apply, after = [] } = entry;
  return (
    typeof id === "string" &&
    typeof title === "string" &&
    typeof observe === "function" &&
    typeof apply === "function" &&
    Array.isArray(after)
  );
}
