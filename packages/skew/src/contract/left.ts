import { both, allTypes, includesValue, parseTypes, typeOf, type ValueType } from "./value-types.ts";
import { memberAt } from "./members.ts";
import { type Conjunction, idOf, listOf, type SchemaNode, targetOf, textsOf, valueOf } from "./schema-node.ts";

/** What is known of every value that some schemas allow at once. Never less than they allow. */
export interface Left {
  readonly nodes: Conjunction;
  /** The nodes with all that `$ref` and `allOf` bring along. */
  readonly parts: Conjunction;
  readonly types: ReadonlySet<ValueType>;
  /** Where they can be counted. */
  readonly values: readonly unknown[] | undefined;
  readonly required: ReadonlySet<string>;
  /** Whether nothing is allowed at all, as far as it is easily seen. */
  readonly impossible: boolean;
}

/** How deep members are looked into to see that nothing is allowed. */
const deepest = 3;

/** The same from the schemas. */
export function toLeft(nodes: Conjunction, depth = 0): Left {
  const parts = closureOf(nodes);
  const stated = parts.map((part) => parseTypes(valueOf(part, "type")) ?? allTypes);
  const byType = stated.reduce<ReadonlySet<ValueType>>((types, more) => both(types, more), allTypes);
  const values = valuesOf(parts, byType);
  const types = values === undefined ? byType : both(byType, new Set(values.map((value) => typeOf(value))));
  const required = new Set(parts.flatMap((part) => textsOf(part, "required")));
  const blocked = (): boolean =>
    depth < deepest &&
    isOnly(types, "object") &&
    [...required].some((name) => toLeft(memberAt(parts, name), depth + 1).impossible);
  const impossible = types.size === 0 || parts.some(({ schema }) => schema === false) || blocked();
  return { nodes, parts, types, values, required, impossible };
}

/** Nodes with the targets of their `$ref` and the members of their `allOf`, each once. */
function closureOf(nodes: Conjunction): Conjunction {
  const found = new Map<string, SchemaNode>(nodes.map((node) => [idOf(node), node]));
  for (const node of found.values()) {
    const target = targetOf(node);
    for (const more of [...listOf(node, "allOf"), ...(target === undefined ? [] : [target])]) {
      if (!found.has(idOf(more))) found.set(idOf(more), more);
    }
  }
  return [...found.values()];
}

/**
 * Whether no value is allowed by both: their types differ, or the values that can be counted, or a member that one of them
 * requires of its objects.
 */
export function isDisjoint(a: Conjunction, b: Conjunction, depth = 0): boolean {
  const [one, other] = [toLeft(a), toLeft(b)];
  const types = both(one.types, other.types);
  if (one.impossible || other.impossible || types.size === 0) return true;
  const { values } = one;
  if (values !== undefined && other.values !== undefined) {
    return other.values.every((value) => !includesValue(values, value));
  }
  if (depth >= deepest || !isOnly(types, "object")) return false;
  return [...new Set([...one.required, ...other.required])].some((name) =>
    isDisjoint(memberAt(one.parts, name), memberAt(other.parts, name), depth + 1),
  );
}

function isOnly(types: ReadonlySet<ValueType>, type: ValueType): boolean {
  return types.size === 1 && types.has(type);
}

function valuesOf(parts: Conjunction, types: ReadonlySet<ValueType>): readonly unknown[] | undefined {
  const lists = parts.flatMap((part): readonly (readonly unknown[])[] => {
    const [list, one] = [valueOf(part, "enum"), valueOf(part, "const")];
    return [...(Array.isArray(list) ? [list] : []), ...(one === undefined ? [] : [[one]])];
  });
  const few = [...types].every((type) => type === "null" || type === "boolean");
  const [first, ...others] = few ? [[null, true, false], ...lists] : lists;
  return first?.filter((value) => types.has(typeOf(value)) && others.every((list) => includesValue(list, value)));
}

/** The branches of which one holds, of each part that has some. */
export function choicesOf({ parts }: Left): readonly (readonly SchemaNode[])[] {
  return parts.flatMap((part) =>
    ["anyOf", "oneOf"].map((keyword) => listOf(part, keyword)).filter((branches) => branches.length > 0),
  );
}
