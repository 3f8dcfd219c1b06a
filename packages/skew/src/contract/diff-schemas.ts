import { canonicalJson } from "@releaser/core";
import type { Difference } from "./difference.ts";
import { hasNestedId } from "./nested-id.ts";
import { openProver } from "./open-prover.ts";
import { isSame } from "./same-schema.ts";
import { rootOf, type SchemaNode, valueOf } from "./schema-node.ts";

/** One thing that an edit does. */
export interface SchemaChange {
  readonly kind: "additive" | "breaking";
  /** RFC 6901, from the root of the newer schema; where a thing is gone, where it would stand. */
  readonly pointer: string;
  /** What it is, as a clause. */
  readonly message: string;
}

/** What an edit is as a whole: breaking where any of it is. */
export interface SchemaDiff {
  readonly kind: "additive" | "breaking" | "none";
  readonly changes: readonly SchemaChange[];
}

export interface DiffOptions {
  /** Whether a property that an object gains is additive although the object was open, so that any value could stand there. */
  readonly lenient?: boolean;
}

/**
 * What an edit of a JSON Schema does to documents. Breaking: one that was valid is not any more, or a property that was
 * stated is not; additive: others are valid too, or more is stated; none: neither. Whatever cannot be told is breaking.
 */
export function diffSchemas(older: unknown, newer: unknown, options: DiffOptions = {}): SchemaDiff {
  const [left, right] = [rootOf("left", older), rootOf("right", newer)];
  if (canonicalJson(older) === canonicalJson(newer)) return { kind: "none", changes: [] };
  const why = obstacle(left, right);
  if (why !== undefined) return { kind: "breaking", changes: [{ kind: "breaking", pointer: "", message: why }] };
  if (isSame(left, right)) return { kind: "none", changes: [] };
  const lost = openProver({ lenient: options.lenient ?? false }).within([left], right);
  const won = openProver({ lenient: false }).within([right], left);
  const sure = won.filter(({ vague }) => !vague);
  const changes = onceEach([...lost.map(toBreaking), ...(sure.length > 0 ? sure : won).map(toAdditive)]);
  return { kind: lost.length > 0 ? "breaking" : won.length > 0 ? "additive" : "none", changes };
}

/** What several references lead to is met once for each of them. */
function onceEach(changes: readonly SchemaChange[]): readonly SchemaChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function toBreaking({ right, narrower }: Difference): SchemaChange {
  return { kind: "breaking", pointer: right, message: narrower };
}

function toAdditive({ left, wider }: Difference): SchemaChange {
  return { kind: "additive", pointer: left, message: wider };
}

/** Why two documents are not compared at all. */
function obstacle(left: SchemaNode, right: SchemaNode): string | undefined {
  const [was, is] = [draftOf(left), draftOf(right)];
  if (was !== is) return `cannot be compared: $schema was ${was} and is ${is}`;
  return [left, right].some(hasNestedId)
    ? "cannot be compared: a schema within has an $id, which moves what references mean"
    : undefined;
}

function draftOf(node: SchemaNode): string {
  const stated = valueOf(node, "$schema");
  const draft = typeof stated === "string" ? stated : "json-schema.org/draft/2020-12/schema";
  return draft.replace(/^https?:\/\//u, "").replace(/#$/u, "");
}
