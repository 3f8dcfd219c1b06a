import { canonicalJson } from "@releaser/core";
import { escapePointer, parsePointer } from "../json-pointer.ts";
import { isFields } from "../parse-object.ts";

/** A JSON object, as parsed. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** A place in a schema. */
export interface SchemaNode {
  /** Which of two documents it stands in; `made` for one that an argument adds. */
  readonly side: "left" | "made" | "right";
  readonly root: unknown;
  /** RFC 6901, from the root of the schema. */
  readonly pointer: string;
  readonly schema: unknown;
}

/** What holds at once of one value. Empty: anything. */
export type Conjunction = readonly SchemaNode[];

/** The root of a schema. */
export function rootOf(side: "left" | "right", schema: unknown): SchemaNode {
  return { side, root: schema, pointer: "", schema };
}

/** A schema that stands nowhere. */
export function madeNode(schema: SchemaObject): SchemaNode {
  return { side: "made", root: schema, pointer: canonicalJson(schema), schema };
}

/** Tells two places apart. */
export function idOf({ side, pointer }: SchemaNode): string {
  return `${side} ${pointer}`;
}

/** What a node says under a keyword; undefined where it says nothing. */
export function valueOf({ schema }: SchemaNode, keyword: string): unknown {
  return isFields(schema) && Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}

/** The schema under a keyword, if one stands there. */
export function below(node: SchemaNode, keyword: string): SchemaNode | undefined {
  const value = valueOf(node, keyword);
  return isSchema(value) ? inside(node, [keyword], value) : undefined;
}

/** The schemas of a list under a keyword. */
export function listOf(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const value = valueOf(node, keyword);
  return Array.isArray(value) ? value.map((one: unknown, index) => inside(node, [keyword, `${index}`], one)) : [];
}

/** The schemas of a map under a keyword, by name. */
export function mapOf(node: SchemaNode, keyword: string): ReadonlyMap<string, SchemaNode> {
  const value = valueOf(node, keyword);
  if (!isFields(value)) return new Map();
  return new Map(Object.entries(value).map(([name, schema]) => [name, inside(node, [keyword, name], schema)]));
}

/** The strings of a list under a keyword. */
export function textsOf(node: SchemaNode, keyword: string): readonly string[] {
  const value = valueOf(node, keyword);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The number under a keyword. */
export function numberOf(node: SchemaNode, keyword: string): number | undefined {
  const value = valueOf(node, keyword);
  return typeof value === "number" ? value : undefined;
}

/** Where a `$ref` into the same document leads; undefined for an anchor, another document, or nowhere. */
export function targetOf(node: SchemaNode): SchemaNode | undefined {
  const ref = valueOf(node, "$ref");
  if (typeof ref !== "string" || !/^#(?:\/|$)/u.test(ref)) return undefined;
  let schema = node.root;
  const pointer = decode(ref.slice(1));
  for (const key of parsePointer(pointer)) {
    if (typeof schema !== "object" || schema === null || !Object.hasOwn(schema, key)) return undefined;
    schema = (schema as SchemaObject)[key];
  }
  return isSchema(schema) ? { ...node, pointer, schema } : undefined;
}

function inside(node: SchemaNode, keys: readonly string[], schema: unknown): SchemaNode {
  return { ...node, pointer: `${node.pointer}${keys.map((key) => `/${escapePointer(key)}`).join("")}`, schema };
}

function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || isFields(value);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
