import { isFields } from "../parse-object.ts";
import { shapeOf } from "./keywords.ts";
import { below, listOf, mapOf, type SchemaNode, targetOf, valueOf } from "./schema-node.ts";

/** Whether a schema within another has an `$id`, which moves what references mean. In a value, as of `enum` or `examples`, it is a word like any other. */
export function hasNestedId(root: SchemaNode): boolean {
  const seen = new Set<string>();
  const open = [root];
  for (const node of open) {
    if (seen.has(node.pointer)) continue;
    seen.add(node.pointer);
    if (node.pointer !== "" && typeof valueOf(node, "$id") === "string") return true;
    open.push(...within(node));
  }
  return false;
}

/** The schemas in a schema, and what it refers to, wherever in the document that stands. */
function within(node: SchemaNode): readonly SchemaNode[] {
  const keywords = isFields(node.schema) ? Object.keys(node.schema) : [];
  return [targetOf(node) ?? [], ...keywords.map((keyword) => under(node, keyword))].flat();
}

function under(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const shape = definitions.has(keyword) ? "map" : shapeOf(keyword, valueOf(node, keyword));
  if (shape === "list") return listOf(node, keyword);
  if (shape === "map") return [...mapOf(node, keyword).values()];
  return shape === "schema" ? [below(node, keyword) ?? []].flat() : [];
}

/** They limit nothing themselves, and others refer to them. */
const definitions: ReadonlySet<string> = new Set(["$defs", "definitions"]);
