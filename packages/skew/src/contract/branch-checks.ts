import { type Check, type Claim, differ, type Difference, incomparable } from "./difference.ts";
import { isDisjoint } from "./left.ts";
import { isSame } from "./same-schema.ts";
import { below, listOf, type SchemaNode, targetOf } from "./schema-node.ts";

/** `$ref`: what it leads to. */
export const checkRef: Check = (claim) => {
  const target = targetOf(claim.right);
  if (target === undefined) return [incomparable(claim, "it leads to another document, or nowhere")];
  return claim.prover.differences(claim.left.nodes, target);
};

/** `allOf`: each. */
export const checkAll: Check = ({ left, right, prover }) =>
  listOf(right, "allOf").flatMap((node) => prover.differences(left.nodes, node));

/** `anyOf`: one of them allows all of the left. */
export const checkAny: Check = (claim) => nearest(claim, listOf(claim.right, "anyOf"));

/** `oneOf`: the same, and no other allows any of it; or the left has the same choice. */
export const checkOne: Check = (claim) => {
  const { left, right, prover } = claim;
  const nodes = listOf(right, "oneOf");
  if (left.parts.some((part) => isSameChoice(listOf(part, "oneOf"), nodes))) return [];
  const found = nodes.findIndex((node) => prover.differences(left.nodes, node).length === 0);
  if (found === -1) return nearest(claim, nodes);
  const isAlone = nodes.every((node, index) => index === found || isDisjoint(left.nodes, [node]));
  return isAlone ? [] : [incomparable(claim, "more than one of its choices may hold")];
};

/** Whether each of one list has its own among the others, in whatever order. */
function isSameChoice(ones: readonly SchemaNode[], others: readonly SchemaNode[]): boolean {
  const open = [...others];
  return (
    ones.length === others.length &&
    ones.every((one) => {
      const found = open.findIndex((other) => isSame(one, other));
      if (found !== -1) open.splice(found, 1);
      return found !== -1;
    })
  );
}

/** What keeps the left from the choice that comes nearest; vague, since another may have been meant. */
function nearest({ left, prover, ...claim }: Claim, nodes: readonly SchemaNode[]): readonly Difference[] {
  if (nodes.length === 0) return [incomparable({ left, prover, ...claim })];
  const all = nodes.map((node) => prover.differences(left.nodes, node));
  const [best = []] = all.toSorted((a, b) => a.length - b.length);
  return best.map((one) => ({ ...one, vague: true as const }));
}

/** `not`: the left rules out as much, or has nothing of it anyway. */
export const checkNot: Check = (claim) => {
  const { left, right, prover } = claim;
  const node = below(right, "not");
  if (node === undefined) return [incomparable(claim)];
  const has = left.parts.flatMap((part) => below(part, "not") ?? []);
  const isKept = has.some((one) => prover.differences([node], one).length === 0);
  if (isKept || isDisjoint(left.nodes, [node])) return [];
  if (has.length > 0) return [incomparable(claim, "it may rule out more")];
  return [differ(claim, { narrower: "not rules something out now", wider: "not is gone" })];
};

/** `if` with `then` and `else`: each branch under what is known to hold there. */
export const checkIf: Check = ({ left, right, prover }) => {
  const node = below(right, "if");
  if (node === undefined) return [];
  const has = left.parts.flatMap((part) => {
    const condition = below(part, "if");
    return condition === undefined ? [] : [{ part, condition }];
  });
  const holding = has.filter(({ condition }) => prover.differences([...left.nodes, node], condition).length === 0);
  const failing = has.filter(({ condition }) => prover.differences([...left.nodes, condition], node).length === 0);
  const of = (keyword: string, among: typeof has): readonly SchemaNode[] =>
    among.flatMap(({ part }) => below(part, keyword) ?? []);
  const [positive, negative] = [below(right, "then"), below(right, "else")];
  return [
    ...(positive ? prover.differences([...left.nodes, node, ...of("then", holding)], positive) : []),
    ...(negative ? prover.differences([...left.nodes, ...of("else", failing)], negative) : []),
  ];
};
