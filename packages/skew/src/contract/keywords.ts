/** How the value of a keyword holds other schemas. */
export type Shape = "list" | "map" | "schema";

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...["allOf", "anyOf", "oneOf", "prefixItems"].map((keyword) => [keyword, "list"] as const),
  ...["dependencies", "dependentSchemas", "patternProperties", "properties"].map((name) => [name, "map"] as const),
  ...["additionalItems", "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not"].map(
    (keyword) => [keyword, "schema"] as const,
  ),
  ...["propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"].map((name) => [name, "schema"] as const),
]);

const silent: ReadonlySet<string> = new Set([
  "$anchor",
  "$comment",
  "$dynamicAnchor",
  "$defs",
  "$id",
  "$schema",
  "$vocabulary",
  "default",
  "definitions",
  "deprecated",
  "description",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
]);

/** What stands beside the schema in a document that is the schema itself. */
const beside: ReadonlySet<string> = new Set(["contract", "owner", "version"]);

/** How a keyword holds other schemas; undefined where it holds none. */
export function shapeOf(keyword: string, value: unknown): Shape | undefined {
  return keyword === "items" && Array.isArray(value) ? "list" : shapes.get(keyword);
}

/** Whether a keyword refers to something that its own value does not tell. */
export function isDynamic(keyword: string): boolean {
  return keyword === "$dynamicRef" || keyword === "$recursiveRef";
}

/** Whether a keyword limits no document: it describes, or is there to be referred to. */
export function isSilent(keyword: string, pointer: string): boolean {
  return silent.has(keyword) || keyword.startsWith("x-") || (pointer === "" && beside.has(keyword));
}
