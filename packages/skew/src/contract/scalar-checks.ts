import { canonicalJson } from "@releaser/core";
import { type Bound, boundOf, type BoundKind } from "./bounds.ts";
import { type Check, type Claim, differ, incomparable, moved, toText } from "./difference.ts";
import { isDynamic } from "./keywords.ts";
import { matchName } from "./match-name.ts";
import { valueOf } from "./schema-node.ts";
import { both, includesValue, nameTypes, parseTypes } from "./value-types.ts";

/** `type`: everything that the left may be is named. */
export const checkType: Check = (claim) => {
  const allowed = parseTypes(valueOf(claim.right, "type"));
  if (allowed === undefined) return unlessEqual(claim);
  if (both(claim.left.types, allowed).size === claim.left.types.size) return [];
  return [moved(claim, { was: nameTypes(claim.left.types), is: nameTypes(allowed) })];
};

/** `enum` and `const`: the values of the left can be counted, and each is named. */
export const checkValues: Check = (claim) => {
  const stated = valueOf(claim.right, claim.keyword);
  if (claim.keyword === "enum" && !Array.isArray(stated)) return unlessEqual(claim);
  const allowed: readonly unknown[] = claim.keyword === "enum" && Array.isArray(stated) ? stated : [stated];
  const { values } = claim.left;
  if (values === undefined) return [moved(claim, { was: undefined, is: stated })];
  const lost = values.filter((value) => !includesValue(allowed, value)).map((value) => toText(value));
  if (lost.length === 0) return [];
  const some = lost.slice(0, 3).join(", ") + (lost.length > 3 ? ` and ${lost.length - 3} more` : "");
  return [differ(claim, { narrower: `${some} is no longer allowed`, wider: `${some} is allowed too` })];
};

/** A limit from below or above, of numbers, lengths or counts. */
export function checkBound(kind: BoundKind, side: "lower" | "upper"): Check {
  return (claim) => {
    const [asked, has] = [boundOf({ parts: [claim.right] }, kind)[side], boundOf(claim.left, kind)[side]];
    if (typeof valueOf(claim.right, claim.keyword) !== "number") return unlessEqual(claim);
    if (asked === undefined || (has !== undefined && isWithin(has, asked, side === "lower" ? 1 : -1))) return [];
    const label = kind === "number" ? (side === "lower" ? "least value" : "greatest value") : claim.keyword;
    return [moved(claim, { was: has && toWords(has, side), is: toWords(asked, side) }, label)];
  };
}

function toWords({ value, open }: Bound, side: "lower" | "upper"): string {
  return open ? `${side === "lower" ? "above" : "below"} ${value}` : `${value}`;
}

function isWithin(has: Bound, asked: Bound, sign: -1 | 1): boolean {
  const distance = sign * (has.value - asked.value);
  return distance > 0 || (distance === 0 && (has.open || !asked.open));
}

/** `multipleOf`: the left has a multiple of it. */
export const checkMultiple: Check = (claim) => {
  const asked = valueOf(claim.right, "multipleOf");
  const { left } = claim;
  const has = left.parts.map((part) => valueOf(part, "multipleOf")).filter((one) => typeof one === "number");
  if (!left.types.has("fraction")) has.push(1);
  const fits = (one: number): boolean =>
    one === asked ||
    (typeof asked === "number" && Number.isSafeInteger(one) && Number.isSafeInteger(asked) && one % asked === 0);
  return has.some((one) => fits(one)) ? [] : [moved(claim, { was: has[0], is: asked })];
};

/** `pattern`: the left has the same one, or texts that can be counted and fit. */
export const checkPattern: Check = (claim) => {
  const pattern = valueOf(claim.right, "pattern");
  const { values } = claim.left;
  const fits = (value: unknown): boolean =>
    typeof value !== "string" || (typeof pattern === "string" && matchName(pattern, value) === true);
  return values?.every((value) => fits(value)) === true ? [] : unlessEqual(claim);
};

/** A keyword that is compared by its value alone. */
export const unlessEqual: Check = (claim) => {
  const { left, right, keyword } = claim;
  const has = left.parts.map((part) => valueOf(part, keyword)).filter((value) => value !== undefined);
  if (includesValue(has, valueOf(right, keyword))) return [];
  return [moved(claim, { was: has[0], is: valueOf(right, keyword) })];
};

/** `uniqueItems`. */
export const checkUnique: Check = (claim) => {
  const { left, right } = claim;
  const isShort = (boundOf(left, "items").upper?.value ?? 2) <= 1;
  const isUnique = left.parts.some((part) => valueOf(part, "uniqueItems") === true);
  return valueOf(right, "uniqueItems") !== true || isUnique || isShort
    ? []
    : [differ(claim, { narrower: "items have to be unique now", wider: "items need not be unique" })];
};

/** A keyword that is not known: what it does is anyone's guess. */
export const checkUnknown: Check = (claim: Claim) => {
  const text = canonicalJson(valueOf(claim.right, claim.keyword));
  if (isDynamic(claim.keyword)) return [incomparable(claim, "what it leads to is known only where it is used")];
  const isThere = claim.left.parts.some((part) => canonicalJson(valueOf(part, claim.keyword)) === text);
  return isThere ? [] : [incomparable(claim, "this keyword is not known here")];
};
