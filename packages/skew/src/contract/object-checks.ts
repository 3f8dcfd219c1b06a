import { isFields } from "../parse-object.ts";
import { type Check, differ, incomparable } from "./difference.ts";
import { toLeft } from "./left.ts";
import { isMatched, memberAt, mentionsOf, otherMembers } from "./members.ts";
import { leftNames } from "./name-checks.ts";
import { madeNode, mapOf, valueOf } from "./schema-node.ts";

/** `required`: the left requires each. */
export const checkRequired: Check = (claim) => {
  const value = valueOf(claim.right, "required");
  if (!Array.isArray(value)) return [incomparable(claim)];
  const missing = value.filter((name) => typeof name === "string" && !claim.left.required.has(name));
  return missing.map((name) =>
    differ(claim, { narrower: `${name} is required now`, wider: `${name} is no longer required` }),
  );
};

/** `properties`: what the left allows of each is allowed. */
export const checkProperties: Check = (claim) => {
  const { left, prover } = claim;
  return [...mapOf(claim.right, "properties")].flatMap(([name, node]) => {
    const member = memberAt(left.parts, name);
    const found = prover.within(member, node);
    if (found.length === 0 || left.parts.some((part) => mentionsOf(part).names.has(name))) return found;
    const narrower = `property ${name} is limited now, where more was allowed`;
    return prover.lenient && member.length === 0
      ? []
      : [differ(claim, { narrower, wider: `property ${name} is no longer limited` }, node)];
  });
};

/** `patternProperties`: whatever the left allows below such names is allowed. */
export const checkPatterns: Check = (claim) => {
  const { left, prover } = claim;
  return [...mapOf(claim.right, "patternProperties")].flatMap(([pattern, node]) => {
    const same = left.parts.flatMap((part) => mapOf(part, "patternProperties").get(pattern) ?? []);
    const found = same.length === 0 ? undefined : prover.within(same, node);
    if (found !== undefined) return found;
    const { names, patterns } = leftNames(claim);
    const touched = [...names].filter((name) => isMatched([pattern], name) !== false);
    return [
      ...touched.flatMap((name) => prover.within(memberAt(left.parts, name), node)),
      ...[...patterns.values()].flatMap((other) => prover.within(other, node)),
      ...prover.within(otherMembers(left.parts), node),
    ];
  });
};

/** `dependentRequired`, `dependentSchemas` and both in `dependencies`: what one member brings along. */
export const checkDependent: Check = (claim) => {
  const { left, right, keyword, prover } = claim;
  const value = valueOf(right, keyword);
  if (!isFields(value)) return [incomparable(claim)];
  return [...mapOf(right, keyword)].flatMap(([name, node]) => {
    if (toLeft(memberAt(left.parts, name)).impossible) return [];
    const brought = left.parts.flatMap((part) =>
      ["dependencies", "dependentRequired", "dependentSchemas"].flatMap((key) => mapOf(part, key).get(name) ?? []),
    );
    const lists = brought.flatMap(({ schema }): readonly unknown[] => (Array.isArray(schema) ? schema : []));
    const required = [...new Set([name, ...lists])];
    const schemas = brought.filter(({ schema }) => !Array.isArray(schema));
    const known = [...left.nodes, ...schemas, madeNode({ required })];
    if (!Array.isArray(node.schema)) return prover.differences(known, node);
    const has = toLeft(known).required;
    const missing = node.schema.filter((other) => typeof other === "string" && !has.has(other)).join(", ");
    const words = { narrower: `${name} requires ${missing} now`, wider: `${name} no longer requires ${missing}` };
    return missing === "" ? [] : [differ(claim, words, node)];
  });
};
