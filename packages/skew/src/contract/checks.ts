import { checkContains, checkItems, checkUnevaluatedItems } from "./array-checks.ts";
import { boundTypes, type BoundKind } from "./bounds.ts";
import { checkAll, checkAny, checkIf, checkNot, checkOne, checkRef } from "./branch-checks.ts";
import type { Check } from "./difference.ts";
import { checkAdditional, checkNames, checkUnevaluated } from "./name-checks.ts";
import { checkDependent, checkPatterns, checkProperties, checkRequired } from "./object-checks.ts";
import {
  checkBound,
  checkMultiple,
  checkPattern,
  checkType,
  checkUnique,
  checkUnknown,
  checkValues,
  unlessEqual,
} from "./scalar-checks.ts";
import type { ValueType } from "./value-types.ts";

/** How a keyword is compared, and which kinds of values it says anything of; all where none are named. */
export interface KeywordCheck {
  readonly check: Check;
  readonly types?: readonly ValueType[];
}

const none: Check = () => [];
const number: readonly ValueType[] = ["fraction", "integer"];
const object: readonly ValueType[] = ["object"];
const array: readonly ValueType[] = ["array"];
const string: readonly ValueType[] = ["string"];

function bounds(
  kind: BoundKind,
  lower: readonly string[],
  upper: readonly string[],
): readonly [string, KeywordCheck][] {
  const types = boundTypes[kind];
  return [
    ...lower.map((name): [string, KeywordCheck] => [name, { check: checkBound(kind, "lower"), types }]),
    ...upper.map((name): [string, KeywordCheck] => [name, { check: checkBound(kind, "upper"), types }]),
  ];
}

const checks: ReadonlyMap<string, KeywordCheck> = new Map<string, KeywordCheck>([
  ["$ref", { check: checkRef }],
  ["additionalItems", { check: checkItems, types: array }],
  ["additionalProperties", { check: checkAdditional, types: object }],
  ["allOf", { check: checkAll }],
  ["anyOf", { check: checkAny }],
  ["const", { check: checkValues }],
  ["contains", { check: checkContains, types: array }],
  ["contentEncoding", { check: unlessEqual, types: string }],
  ["contentMediaType", { check: unlessEqual, types: string }],
  ["contentSchema", { check: unlessEqual, types: string }],
  ["dependencies", { check: checkDependent, types: object }],
  ["dependentRequired", { check: checkDependent, types: object }],
  ["dependentSchemas", { check: checkDependent, types: object }],
  ["else", { check: none }],
  ["enum", { check: checkValues }],
  ["format", { check: unlessEqual }],
  ["if", { check: checkIf }],
  ["items", { check: checkItems, types: array }],
  ["maxContains", { check: none }],
  ["minContains", { check: none }],
  ["multipleOf", { check: checkMultiple, types: number }],
  ["not", { check: checkNot }],
  ["oneOf", { check: checkOne }],
  ["pattern", { check: checkPattern, types: string }],
  ["patternProperties", { check: checkPatterns, types: object }],
  ["prefixItems", { check: checkItems, types: array }],
  ["properties", { check: checkProperties, types: object }],
  ["propertyNames", { check: checkNames, types: object }],
  ["required", { check: checkRequired, types: object }],
  ["then", { check: none }],
  ["type", { check: checkType }],
  ["unevaluatedItems", { check: checkUnevaluatedItems, types: array }],
  ["unevaluatedProperties", { check: checkUnevaluated, types: object }],
  ["uniqueItems", { check: checkUnique, types: array }],
  ...bounds("items", ["minItems"], ["maxItems"]),
  ...bounds("length", ["minLength"], ["maxLength"]),
  ...bounds("number", ["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]),
  ...bounds("properties", ["minProperties"], ["maxProperties"]),
]);

/** How a keyword is compared. */
export function checkOf(keyword: string): KeywordCheck {
  return checks.get(keyword) ?? { check: checkUnknown };
}
