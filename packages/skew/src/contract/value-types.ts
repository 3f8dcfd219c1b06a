import { canonicalJson } from "@releaser/core";
import { isFields } from "../parse-object.ts";

/** The kinds of JSON values that schemas tell apart; a `number` is an integer or a fraction. */
export type ValueType = "array" | "boolean" | "fraction" | "integer" | "null" | "object" | "string";

export const allTypes: ReadonlySet<ValueType> = new Set<ValueType>([
  "array",
  "boolean",
  "fraction",
  "integer",
  "null",
  "object",
  "string",
]);

/** What `type` allows; undefined where it is not a name or a list of names that are known. */
export function parseTypes(value: unknown): ReadonlySet<ValueType> | undefined {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const found = names.map((name) =>
    name === "number" ? (["integer", "fraction"] as const) : isType(name) ? [name] : undefined,
  );
  return found.includes(undefined) ? undefined : new Set(found.flatMap((types) => types ?? []));
}

function isType(name: unknown): name is ValueType {
  return name !== "fraction" && allTypes.has(name as ValueType);
}

/** The kind of a value. */
export function typeOf(value: unknown): ValueType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (isFields(value)) return "object";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "fraction";
  return typeof value === "boolean" ? "boolean" : "string";
}

/** As a person writes them. */
export function nameTypes(types: ReadonlySet<ValueType>): string {
  if (types.size === allTypes.size) return "any type";
  const names = [...types].filter((type) => type !== "fraction");
  return names
    .map((name) => (name === "integer" && types.has("fraction") ? "number" : name))
    .toSorted()
    .join(", ");
}

/** Those of both. */
export function both<Value>(a: ReadonlySet<Value>, b: ReadonlySet<Value>): ReadonlySet<Value> {
  return new Set([...a].filter((one) => b.has(one)));
}

/** Whether a list of values has one, as JSON compares. */
export function includesValue(values: readonly unknown[], value: unknown): boolean {
  const text = canonicalJson(value);
  return values.some((one) => canonicalJson(one) === text);
}
