import fc from "fast-check";

/** A JSON Schema, for tests. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

const name = fc.constantFrom("a", "b", "c", "d1");
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 2.5, "", "a", "ab", "xyz");
const small = fc.nat({ max: 3 });
const type = fc.constantFrom("string", "integer", "number", "object", "array", "boolean", "null");
const pattern = fc.constantFrom("^a", "b$", "^[a-c]$", "d");

/** Up to three keywords at once: with more of them hardly any document is valid, and nothing is learnt. */
function few(
  keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<{ readonly [keyword: string]: unknown }> {
  return fc
    .shuffledSubarray(Object.keys(keywords), { minLength: 1, maxLength: 3 })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((keyword) => [keyword, keywords[keyword] ?? fc.boolean()]))),
    );
}

/** Small schemas of draft 2020-12 with every keyword that the diff compares, references to `$defs` among them. */
const { schema: inner } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 3, arbitrary: fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }) },
    { weight: 1, arbitrary: fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }) },
    { weight: 1, arbitrary: fc.record({ const: scalar }) },
    { weight: 1, arbitrary: fc.constantFrom({ $ref: "#/$defs/one" }, { $ref: "#/$defs/two" }) },
    {
      weight: 2,
      arbitrary: few({
        minimum: small,
        exclusiveMinimum: small,
        maximum: small,
        exclusiveMaximum: small,
        multipleOf: fc.constantFrom(1, 2, 4),
        type: fc.constantFrom("integer", "number"),
      }),
    },
    {
      weight: 1,
      arbitrary: few({ minLength: small, maxLength: small, pattern, format: fc.constantFrom("date", "uuid") }),
    },
    {
      weight: 3,
      arbitrary: few({
        type: fc.constant("array"),
        items: tie("schema"),
        prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
        contains: tie("schema"),
        unevaluatedItems: fc.boolean(),
      }),
    },
    { weight: 6, arbitrary: tie("object") },
    { weight: 1, arbitrary: fc.record({ not: tie("schema") }) },
    { weight: 2, arbitrary: fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }) },
    { weight: 2, arbitrary: fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }) },
    {
      weight: 2,
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      arbitrary: fc.record({ if: tie("schema"), then: tie("schema"), else: tie("schema") }, { requiredKeys: ["if"] }),
    },
  ),
  object: few({
    type: fc.constant("object"),
    properties: fc.dictionary(name, tie("schema"), { maxKeys: 3 }),
    required: fc.uniqueArray(name, { maxLength: 2 }),
    additionalProperties: fc.oneof(fc.constant(false), tie("schema")),
    patternProperties: fc.dictionary(pattern, tie("schema"), { maxKeys: 1 }),
    propertyNames: fc.record({ pattern }),
    minProperties: small,
    maxProperties: small,
    dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 1 }),
    dependentSchemas: fc.dictionary(name, tie("schema"), { maxKeys: 1 }),
    unevaluatedProperties: fc.boolean(),
    anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
  }),
}));

const defined = fc.oneof(
  inner.filter((one) => !JSON.stringify(one).includes("$ref")),
  fc.constantFrom<Schema>(
    { type: "object", properties: { a: { $ref: "#/$defs/one" } } },
    { anyOf: [{ type: "null" }, { type: "array", items: { $ref: "#/$defs/two" } }] },
  ),
);

/** A whole schema, in which every reference leads somewhere. */
export const schema: fc.Arbitrary<{ readonly [keyword: string]: unknown }> = fc
  .record({ root: inner.filter((one) => typeof one === "object"), one: defined, two: defined })
  .map(({ root, one, two }) => ({ ...(root as object), $defs: { one, two } }));

/** A small document. */
export const document: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 4, arbitrary: scalar },
    { weight: 3, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    { weight: 6, arbitrary: fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }) },
  ),
})).value;

/** The same schema after one edit somewhere: a value replaced, a member dropped, or one of another schema taken over. */
export const edited: fc.Arbitrary<readonly [older: Schema, newer: Schema]> = fc
  .record({ older: schema, other: inner, at: fc.nat({ max: 60 }), how: fc.constantFrom("drop", "merge", "replace") })
  .map(({ older, other, at, how }) => {
    const paths = pathsOf(older);
    const path = paths[at % paths.length] ?? [];
    const newer = editAt(older, path, (value) => {
      if (how === "drop") return undefined;
      if (how === "replace" || !isObject(value) || !isObject(other)) {
        return typeof value === "number" ? value + 1 : other;
      }
      return Object.assign({}, value, other);
    });
    return [older, newer as Schema];
  });

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const members = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return path.length === 0 ? members : [path, ...members];
}

function editAt(value: unknown, path: readonly string[], edit: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return edit(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items
      .map((item, index) => (String(index) === key ? editAt(item, rest, edit) : item))
      .filter((item) => item !== undefined);
  }
  const members = Object.entries(value as object).map(([name_, member]: [string, unknown]) => [
    name_,
    name_ === key ? editAt(member, rest, edit) : member,
  ]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
