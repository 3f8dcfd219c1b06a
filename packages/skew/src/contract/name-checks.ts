import { type Check, type Claim, differ, type Difference, incomparable } from "./difference.ts";
import { toLeft } from "./left.ts";
import { isMatched, memberAt, type Mentions, mentionsOf, otherMembers, surelyOf } from "./members.ts";
import { isSameBranches } from "./same-branches.ts";
import { below, type Conjunction, madeNode, mapOf, type SchemaNode, valueOf } from "./schema-node.ts";

/** `additionalProperties`: what lies outside of the names and patterns beside it. */
export const checkAdditional: Check = (claim) => {
  const names = mapOf(claim.right, "properties");
  return outside(claim, { names, patterns: mapOf(claim.right, "patternProperties"), all: false });
};

/** `unevaluatedProperties`: what lies outside of all that is said of names in this place. */
export const checkUnevaluated: Check = (claim) => {
  const { left, right, keyword, prover } = claim;
  const node = below(right, keyword);
  if (node === undefined) return [incomparable(claim)];
  const alike = left.parts.filter(
    (part) => valueOf(part, "additionalProperties") === undefined && isSameBranches(part, right),
  );
  const kept = alike.some((part) => {
    const own = below(part, keyword);
    return own !== undefined && prover.within([own], node).length === 0;
  });
  const sure = surelyOf(right);
  if (kept || sure.all) return [];
  const found = outside(claim, sure);
  const isPartial = mentionsOf(right).names.size > sure.names.size;
  return found.length > 0 && isPartial ? [incomparable(claim, "it depends on branches")] : found;
};

/** What the left allows below names that are not covered. */
function outside(claim: Claim, covered: Mentions): readonly Difference[] {
  const { left, right, keyword, prover } = claim;
  const node = below(right, keyword);
  if (node === undefined) return [incomparable(claim)];
  const { names, patterns } = leftNames(claim);
  const open = [...names].filter(
    (name) => !covered.names.has(name) && isMatched(covered.patterns.keys(), name) !== true,
  );
  return [
    ...open.flatMap((name) => atName(claim, name, node)),
    ...[...patterns]
      .filter(([pattern]) => !covered.patterns.has(pattern))
      .flatMap(([pattern, other]) =>
        prover.within(other, node).length === 0
          ? []
          : [differ(claim, { narrower: `names like ${pattern} are left out`, wider: `names like ${pattern} are new` })],
      ),
    ...atOthers(claim, otherMembers(left.parts), node),
  ];
}

function atName(claim: Claim, name: string, node: SchemaNode): readonly Difference[] {
  const member = memberAt(claim.left.parts, name);
  const found = claim.prover.within(member, node);
  if (found.length === 0 || node.schema !== false) return found;
  return [{ ...differ(claim, goneWords(name)), left: member[0]?.pointer ?? "" }];
}

/** A property that one of the two has and the other has not. */
export function goneWords(name: string): Pick<Difference, "narrower" | "wider"> {
  return { narrower: `property ${name} is gone`, wider: `property ${name} is new` };
}

function atOthers(claim: Claim, others: Conjunction, node: SchemaNode): readonly Difference[] {
  const found = claim.prover.within(others, node);
  if (found.length === 0 || node.schema !== false) return found;
  return [differ(claim, { narrower: `${claim.keyword} is closed now`, wider: `${claim.keyword} is open now` })];
}

interface LeftNames {
  readonly names: ReadonlySet<string>;
  /** With what surely holds below them. */
  readonly patterns: ReadonlyMap<string, Conjunction>;
}

/** The names and patterns that the left says something of; those of branches count where other names are held against them. */
export function leftNames({ left }: Claim): LeftNames {
  const branched = left.parts.filter((part) => valueOf(part, "unevaluatedProperties") !== undefined).map(mentionsOf);
  const sure = left.parts.flatMap((part) => [...mapOf(part, "patternProperties")]);
  return {
    names: new Set([
      ...left.parts.flatMap((part) => [...mapOf(part, "properties").keys()]),
      ...branched.flatMap(({ names }) => [...names.keys()]),
    ]),
    patterns: new Map([
      ...branched.flatMap(({ patterns }) =>
        [...patterns.keys()].map((pattern): [string, Conjunction] => [pattern, []]),
      ),
      ...sure.map(([pattern, node]): [string, Conjunction] => [pattern, [node]]),
    ]),
  };
}

/** `propertyNames`: the names can be counted and fit, or are limited as much. */
export const checkNames: Check = (claim) => {
  const { left, right, prover } = claim;
  const node = below(right, "propertyNames");
  if (node === undefined) return [incomparable(claim)];
  const { names, patterns } = leftNames(claim);
  const isClosed = patterns.size === 0 && toLeft(otherMembers(left.parts)).impossible;
  if (isClosed) {
    const real = [...names].filter((name) => !toLeft(memberAt(left.parts, name)).impossible);
    return real.flatMap((name) => prover.within([madeNode({ const: name })], node));
  }
  const has = left.parts.flatMap((part) => below(part, "propertyNames") ?? []);
  return prover.within([...has, madeNode({ type: "string" })], node);
};
