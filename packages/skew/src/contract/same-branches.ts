import { isFields } from "../parse-object.ts";
import { isSame } from "./same-schema.ts";
import { mapOf, type SchemaNode } from "./schema-node.ts";

const branching: ReadonlySet<string> = new Set([
  "$dynamicRef",
  "$recursiveRef",
  "$ref",
  "allOf",
  "anyOf",
  "dependencies",
  "dependentSchemas",
  "else",
  "if",
  "oneOf",
  "then",
]);

/** Whether two schemas look at a value through the same other schemas, and the second names at least as many members itself. */
export function isSameBranches(a: SchemaNode, b: SchemaNode): boolean {
  const isNamed = ["properties", "patternProperties"].every((keyword) =>
    [...mapOf(a, keyword).keys()].every((name) => mapOf(b, keyword).has(name)),
  );
  return isNamed && isSame(onlyBranches(a), onlyBranches(b));
}

function onlyBranches(node: SchemaNode): SchemaNode {
  const { schema } = node;
  const kept = isFields(schema) ? Object.entries(schema).filter(([keyword]) => branching.has(keyword)) : [];
  return { ...node, schema: Object.fromEntries(kept) };
}
