import { isFields } from "../parse-object.ts";
import { checkOf } from "./checks.ts";
import { type Claim, differ, type Difference, distinct, incomparable, placeOf, type Prover } from "./difference.ts";
import { isSilent, shapeOf } from "./keywords.ts";
import { choicesOf, type Left, toLeft } from "./left.ts";
import { isMatched, memberAt, mentionsOf } from "./members.ts";
import { goneWords } from "./name-checks.ts";
import { type isSame, rememberSame } from "./same-schema.ts";
import { type Conjunction, idOf, madeNode, type SchemaNode, valueOf } from "./schema-node.ts";

/** Comparisons after which nobody waits for an answer. */
const most = 5000;

interface State {
  /** What is being looked at, and how deep in the document. */
  readonly open: Map<string, number>;
  /** False once too much was compared. */
  readonly spend: () => boolean;
  readonly isSame: typeof isSame;
  depth: number;
}

/**
 * Compares step by step what two schemas allow. What is not proved to be allowed is a difference, so that an empty answer
 * is certain, and others may be too many. A schema that refers to itself holds for a document where it holds for its members.
 */
export function openProver(options: { readonly lenient: boolean }): Prover {
  let steps = most;
  const spend = (): boolean => (steps -= 1) > 0;
  const state: State = { open: new Map(), spend, isSame: rememberSame(spend), depth: 0 };
  const prover: Prover = {
    lenient: options.lenient,
    differences: (left, right) => compare(prover, state, { nodes: left, right }),
    within: (left, right) => {
      state.depth += 1;
      const found = [...goneFrom(prover, left, right), ...prover.differences(left, right)];
      state.depth -= 1;
      return distinct(found);
    },
  };
  return prover;
}

interface Pair {
  readonly nodes: Conjunction;
  readonly right: SchemaNode;
}

function compare(prover: Prover, state: State, { nodes, right }: Pair): readonly Difference[] {
  const whole = (why: string): readonly Difference[] => [cannot(nodes, right, why)];
  if (!state.spend()) return whole("it is too large");
  const left = toLeft(nodes);
  if (right.schema === true || left.impossible || left.parts.some((part) => state.isSame(part, right))) return [];
  const key = `${[...new Set(nodes.map(idOf))].toSorted().join()} > ${idOf(right)}`;
  const opened = state.open.get(key);
  if (opened !== undefined) return opened < state.depth ? [] : whole("it refers to itself");
  state.open.set(key, state.depth);
  const found = settle(prover, left, right);
  state.open.delete(key);
  return found;
}

/** The keywords of the right one by one; where that is not enough, the same for each choice that the left leaves. */
function settle(prover: Prover, left: Left, right: SchemaNode): readonly Difference[] {
  const direct = distinct(byKeyword(prover, left, right));
  const branches = direct.length === 0 ? [] : branchesOf(left, right);
  if (branches.length === 0) return direct;
  const found = distinct(branches.flatMap((branch) => prover.differences([...left.nodes, branch], right)));
  const isBetter = direct.some(({ vague }) => vague) || found.length <= direct.length;
  return found.length === 0 || isBetter ? found : direct;
}

function byKeyword(prover: Prover, left: Left, right: SchemaNode): readonly Difference[] {
  const { schema, pointer } = right;
  if (schema === false) {
    const words = { narrower: "nothing is allowed here any more", wider: "nothing was allowed here" };
    return [{ left: placeOf(left.nodes), right: pointer, ...words }];
  }
  if (!isFields(schema)) return [cannot(left.nodes, right, "it is no schema")];
  return Object.keys(schema).flatMap((keyword) => {
    const { check, types } = checkOf(keyword);
    const isIdle = isSilent(keyword, pointer) || types?.every((type) => !left.types.has(type)) === true;
    if (isIdle) return [];
    const claim = { left, right, keyword, prover };
    return isReadable(right, keyword) ? check(claim) : [incomparable(claim, "it is no schema")];
  });
}

function isReadable(node: SchemaNode, keyword: string): boolean {
  const value = valueOf(node, keyword);
  const shape = shapeOf(keyword, value);
  if (shape === "list") return Array.isArray(value);
  return shape === undefined || isFields(value) || (shape === "schema" && typeof value === "boolean");
}

/** A choice that was not made yet: branches of the left; or its values or types, where the right has branches of its own. */
function branchesOf(left: Left, right: SchemaNode): Conjunction {
  const made = new Set(left.nodes.map(idOf));
  const open = choicesOf(left).find((branches) => branches.every((branch) => !made.has(idOf(branch))));
  if (open !== undefined) return open;
  if (["anyOf", "oneOf"].every((keyword) => valueOf(right, keyword) === undefined)) return [];
  const { values, types } = left;
  const several = values === undefined ? types.size > 1 : values.length > 1;
  if (!several || (values?.length ?? 0) > 100) return [];
  const all = values?.map((value) => madeNode({ const: value })) ?? [...types].map((type) => madeNode(toType(type)));
  return all;
}

function toType(type: string): { readonly type: string; readonly not?: unknown } {
  return type === "fraction" ? { type: "number", not: { type: "integer" } } : { type };
}

/** Properties that the left states and the right does not, whatever else it allows: who reads them finds them no longer. */
function goneFrom(prover: Prover, nodes: Conjunction, right: SchemaNode): readonly Difference[] {
  const stated = new Map(nodes.flatMap((node) => [...mentionsOf(node).names]));
  if (stated.size === 0 || !isFields(right.schema)) return [];
  const { names, patterns } = mentionsOf(right);
  const lost = [...stated].filter(([name]) => !names.has(name) && isMatched(patterns.keys(), name) !== true);
  if (lost.length === 0) return [];
  const left = toLeft(nodes);
  const claim: Claim = { left, right, keyword: "properties", prover };
  return lost
    .filter(([name]) => left.types.has("object") && !toLeft(memberAt(left.parts, name)).impossible)
    .map(([name, node]) => ({ ...differ(claim, goneWords(name)), left: node.pointer }));
}

function cannot(nodes: Conjunction, right: SchemaNode, why: string): Difference {
  const said = `cannot be compared: ${why}`;
  return { left: placeOf(nodes), right: right.pointer, narrower: said, wider: said, vague: true };
}
