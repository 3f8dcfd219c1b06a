import { matchName } from "./match-name.ts";
import { below, type Conjunction, listOf, mapOf, type SchemaNode, targetOf, valueOf } from "./schema-node.ts";

/** What a schema says of an object's members by name. */
export interface Mentions {
  readonly names: ReadonlyMap<string, SchemaNode>;
  readonly patterns: ReadonlyMap<string, SchemaNode>;
  /** Whether it says something of every name, or nobody can tell. */
  readonly all: boolean;
}

/** What holds of a member at once; never more than that. */
export function memberAt(parts: Conjunction, name: string): Conjunction {
  return parts.flatMap((part) => {
    const own = mapOf(part, "properties").get(name);
    const matched = [...mapOf(part, "patternProperties")].map(([pattern, node]) => ({
      node,
      found: matchName(pattern, name),
    }));
    const said = [...(own === undefined ? [] : [own]), ...matched.flatMap(({ node, found }) => (found ? [node] : []))];
    const isOther = own === undefined && matched.every(({ found }) => found === false);
    return [...said, ...(isOther ? oneBelow(part, "additionalProperties") : []), ...unevaluatedAt(part, name)];
  });
}

/** What holds of a member that nothing is said of by name or pattern. */
export function otherMembers(parts: Conjunction): Conjunction {
  return parts.flatMap((part) => [...oneBelow(part, "additionalProperties"), ...unevaluatedAt(part, undefined)]);
}

function unevaluatedAt(part: SchemaNode, name: string | undefined): Conjunction {
  const node = below(part, "unevaluatedProperties");
  if (node === undefined) return [];
  const { names, patterns, all } = mentionsOf(part);
  const isSeen = all || (name !== undefined && (names.has(name) || isMatched(patterns.keys(), name) !== false));
  return isSeen ? [] : [node];
}

/** Whether any pattern is found in a name; undefined where that cannot be told. */
export function isMatched(patterns: Iterable<string>, name: string): boolean | undefined {
  const found = new Set([...patterns].map((pattern) => matchName(pattern, name)));
  return found.has(true) || (found.has(undefined) ? undefined : false);
}

const always = ["allOf"];
const perhaps = [...always, "anyOf", "oneOf"];

/** All that a schema may say of members, in whichever of its branches. */
export function mentionsOf(node: SchemaNode): Mentions {
  return mentions(node, { lists: perhaps, schemas: ["if", "then", "else"], unknown: true });
}

/** What a schema says of members in any case. */
export function surelyOf(node: SchemaNode): Mentions {
  return mentions(node, { lists: always, schemas: [], unknown: false });
}

interface Through {
  readonly lists: readonly string[];
  readonly schemas: readonly string[];
  /** Whether a reference that leads elsewhere counts for all names. */
  readonly unknown: boolean;
}

function mentions(start: SchemaNode, { lists, schemas, unknown }: Through): Mentions {
  const names = new Map<string, SchemaNode>();
  const patterns = new Map<string, SchemaNode>();
  const nodes = new Map<string, SchemaNode>([[start.pointer, start]]);
  let all = false;
  for (const node of nodes.values()) {
    for (const [name, member] of mapOf(node, "properties")) if (!names.has(name)) names.set(name, member);
    for (const [pattern, member] of mapOf(node, "patternProperties")) patterns.set(pattern, member);
    const target = targetOf(node);
    all ||= valueOf(node, "additionalProperties") !== undefined;
    all ||= node !== start && valueOf(node, "unevaluatedProperties") !== undefined;
    all ||=
      unknown &&
      target === undefined &&
      ["$dynamicRef", "$recursiveRef", "$ref"].some((ref) => valueOf(node, ref) !== undefined);
    const more = [
      ...lists.flatMap((keyword) => listOf(node, keyword)),
      ...schemas.flatMap((keyword) => oneBelow(node, keyword)),
      ...(schemas.length > 0
        ? ["dependentSchemas", "dependencies"].flatMap((key) => [...mapOf(node, key).values()])
        : []),
      ...(target === undefined ? [] : [target]),
    ];
    for (const one of more) if (!nodes.has(one.pointer)) nodes.set(one.pointer, one);
  }
  return { names, patterns, all };
}

function oneBelow(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const found = below(node, keyword);
  return found === undefined ? [] : [found];
}
