import { canonicalJson } from "@releaser/core";
import { isFields } from "../parse-object.ts";
import { isDynamic, isSilent, shapeOf } from "./keywords.ts";
import { below, idOf, listOf, mapOf, type SchemaNode, targetOf, valueOf } from "./schema-node.ts";

/** Whether two schemas say the same in the same words, whatever describes them and however what they refer to is called. */
export function isSame(a: SchemaNode, b: SchemaNode): boolean {
  return same(a, b, { spend: () => true, assumed: new Set() });
}

/** The same, for many questions about two documents: what was found is kept. Finds nothing the same once `spend` is false. */
export function rememberSame(spend: () => boolean): typeof isSame {
  const yes = new Set<string>();
  const no = new Set<string>();
  return (a, b) => {
    const pair = toPair(a, b);
    if (yes.has(pair) || no.has(pair)) return yes.has(pair);
    const assumed = new Set<string>();
    const found = same(a, b, { spend, assumed });
    // Where one pair is the same, all that it rests on are.
    if (found) for (const one of assumed) yes.add(one);
    else no.add(pair);
    return found;
  };
}

function toPair(a: SchemaNode, b: SchemaNode): string {
  return `${idOf(a)} ${idOf(b)}`;
}

interface Walk {
  /** False once too much was looked at. */
  readonly spend: () => boolean;
  /** Pairs that are looked at already: what refers to itself is the same where all else is. */
  readonly assumed: Set<string>;
}

function same(a: SchemaNode, b: SchemaNode, walk: Walk): boolean {
  if (!isFields(a.schema) || !isFields(b.schema)) return a.schema === b.schema && typeof a.schema === "boolean";
  const pair = toPair(a, b);
  if (walk.assumed.has(pair)) return true;
  if (!walk.spend()) return false;
  walk.assumed.add(pair);
  const keywords = keywordsOf(a);
  return (
    keywords.length === keywordsOf(b).length &&
    keywords.every((keyword) => valueOf(b, keyword) !== undefined && sameKeyword([a, b], keyword, walk))
  );
}

function keywordsOf({ schema, pointer }: SchemaNode): readonly string[] {
  return isFields(schema) ? Object.keys(schema).filter((keyword) => !isSilent(keyword, pointer)) : [];
}

function sameKeyword([a, b]: readonly [SchemaNode, SchemaNode], keyword: string, walk: Walk): boolean {
  if (isDynamic(keyword)) return false;
  if (keyword === "$ref") return sameTarget(a, b, walk);
  const shape = shapeOf(keyword, valueOf(a, keyword));
  if (shape !== shapeOf(keyword, valueOf(b, keyword))) return false;
  if (shape === "list") {
    const [ones, others] = [listOf(a, keyword), listOf(b, keyword)];
    return ones.length === others.length && ones.every((one, index) => sameAt(one, others[index], walk));
  }
  if (shape === "map") {
    const [ones, others] = [mapOf(a, keyword), mapOf(b, keyword)];
    return ones.size === others.size && [...ones].every(([name, one]) => sameAt(one, others.get(name), walk));
  }
  if (shape === "schema") return sameAt(below(a, keyword), below(b, keyword), walk);
  return sorted(keyword, valueOf(a, keyword)) === sorted(keyword, valueOf(b, keyword));
}

function sameAt(a: SchemaNode | undefined, b: SchemaNode | undefined, walk: Walk): boolean {
  if (a === undefined || b === undefined) return false;
  // Of `dependencies` a member may be a list of names.
  return Array.isArray(a.schema) ? sorted("required", a.schema) === sorted("required", b.schema) : same(a, b, walk);
}

/** What lies in another document is the same under the same address; an anchor of this one may have moved. */
function sameTarget(a: SchemaNode, b: SchemaNode, walk: Walk): boolean {
  const [one, other] = [targetOf(a), targetOf(b)];
  if (one !== undefined && other !== undefined) return same(one, other, walk);
  const [ref, also] = [valueOf(a, "$ref"), valueOf(b, "$ref")];
  return one === other && ref === also && typeof ref === "string" && !ref.startsWith("#");
}

const sets: ReadonlySet<string> = new Set(["enum", "required", "type"]);

function sorted(keyword: string, value: unknown): string {
  const isSet = sets.has(keyword) && Array.isArray(value);
  return isSet
    ? value
        .map((one) => canonicalJson(one))
        .toSorted()
        .join()
    : canonicalJson(value);
}
