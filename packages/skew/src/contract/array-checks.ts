import { boundOf } from "./bounds.ts";
import { type Check, incomparable } from "./difference.ts";
import { isSameBranches } from "./same-branches.ts";
import { below, type Conjunction, listOf, numberOf, type SchemaNode, valueOf } from "./schema-node.ts";

interface Items {
  readonly prefix: readonly SchemaNode[];
  readonly rest: SchemaNode | undefined;
}

/** Both ways to write a tuple as one. */
function itemsOf(node: SchemaNode): Items {
  return Array.isArray(valueOf(node, "items"))
    ? { prefix: listOf(node, "items"), rest: below(node, "additionalItems") }
    : { prefix: listOf(node, "prefixItems"), rest: below(node, "items") };
}

function itemAt(parts: Conjunction, index: number): Conjunction {
  return parts.flatMap((part) => {
    const { prefix, rest } = itemsOf(part);
    return prefix[index] ?? rest ?? [];
  });
}

/** `items`, `prefixItems`, `additionalItems`: what the left allows at each place is allowed. */
export const checkItems: Check = ({ left, right, keyword, prover }) => {
  const { prefix, rest } = itemsOf(right);
  const isRest = keyword === "additionalItems" || !Array.isArray(valueOf(right, keyword));
  const most = boundOf(left, "items").upper?.value ?? Number.POSITIVE_INFINITY;
  if (!isRest) {
    return prefix.flatMap((node, index) => (index < most ? prover.within(itemAt(left.parts, index), node) : []));
  }
  if (rest === undefined) return [];
  // The last place stands for all that come after it.
  const last = Math.max(prefix.length, ...left.parts.map((part) => itemsOf(part).prefix.length));
  const places = Array.from({ length: last - prefix.length + 1 }, (_, index) => index + prefix.length);
  return places.flatMap((index) => (index < most ? prover.within(itemAt(left.parts, index), rest) : []));
};

/** `contains` with `minContains` and `maxContains`. */
export const checkContains: Check = (claim) => {
  const { left, right, prover } = claim;
  const node = below(right, "contains");
  if (node === undefined) return [incomparable(claim)];
  const [least, most] = [numberOf(right, "minContains") ?? 1, numberOf(right, "maxContains")];
  const has = left.parts.flatMap((part) => {
    const own = below(part, "contains");
    return own === undefined ? [] : [{ part, own }];
  });
  const isEnough = has.some(
    ({ part, own }) => (numberOf(part, "minContains") ?? 1) >= least && prover.within([own], node).length === 0,
  );
  const isFew = has.some(
    ({ part, own }) =>
      most !== undefined &&
      (numberOf(part, "maxContains") ?? Number.POSITIVE_INFINITY) <= most &&
      prover.within([node], own).length === 0,
  );
  const holds = (least === 0 || isEnough) && (most === undefined || isFew);
  return holds ? [] : [incomparable(claim, has.length === 0 ? "it is new" : "it may ask for more")];
};

/** `unevaluatedItems`: of the same branches, and beside the same items. */
export const checkUnevaluatedItems: Check = (claim) => {
  const { left, right, keyword, prover } = claim;
  const node = below(right, keyword);
  const { prefix } = itemsOf(right);
  const kept = left.parts.some((part) => {
    const own = below(part, keyword);
    const isAlike = isSameBranches(part, right) && itemsOf(part).prefix.length <= prefix.length;
    const isBare = valueOf(part, "contains") === undefined && itemsOf(part).rest === undefined;
    return own !== undefined && node !== undefined && isAlike && isBare && prover.within([own], node).length === 0;
  });
  return kept || node?.schema === true ? [] : [incomparable(claim, "it depends on what stands beside it")];
};
