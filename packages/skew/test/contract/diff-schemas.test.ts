import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { diffSchemas } from "../../src/contract/diff-schemas.ts";
import type { Schema } from "./schemas.ts";

/** `pointer: message` of each change of the edit's own kind. */
function said(older: Schema, newer: Schema): readonly string[] {
  const { kind, changes } = diffSchemas(older, newer);
  return changes.filter((one) => one.kind === kind).map(({ pointer, message }) => `${kind} ${pointer}: ${message}`);
}

const closed = { type: "object", additionalProperties: false };
const text = { type: "string" };

describe("an edit that narrows is breaking one way and additive the other, and says what it does", () => {
  test.each<readonly [what: string, wide: Schema, narrow: Schema, narrower: string, wider: string]>([
    [
      "a property of a closed object",
      { ...closed, properties: { a: text, b: text } },
      { ...closed, properties: { a: text } },
      "/additionalProperties: property b is gone",
      "/properties/b: property b is new",
    ],
    [
      "required",
      { type: "object" },
      { type: "object", required: ["a"] },
      "/required: a is required now",
      ": a is no longer required",
    ],
    [
      "type",
      { type: ["string", "null"] },
      text,
      "/type: type was null, string and is string",
      ": type was string and is null, string",
    ],
    [
      "number to integer",
      { type: "number" },
      { type: "integer" },
      "/type: type was number and is integer",
      ": type was integer and is number",
    ],
    ["enum", { enum: ["a", "b"] }, { enum: ["a"] }, "/enum: b is no longer allowed", ": b is allowed too"],
    ["enum to const", { enum: ["a", "b"] }, { const: "a" }, "/const: b is no longer allowed", ": b is allowed too"],
    ["a new enum", text, { type: "string", enum: ["a"] }, '/enum: enum is ["a"] now', ": enum is gone"],
    ["format", text, { type: "string", format: "date" }, "/format: format is date now", ": format is gone"],
    [
      "minimum",
      { type: "number", minimum: 1 },
      { type: "number", minimum: 2 },
      "/minimum: least value was 1 and is 2",
      ": least value was 2 and is 1",
    ],
    [
      "an open maximum",
      { type: "number", maximum: 3 },
      { type: "number", exclusiveMaximum: 3 },
      "/exclusiveMaximum: greatest value was 3 and is below 3",
      ": greatest value was below 3 and is 3",
    ],
    [
      "maxLength",
      { type: "string", maxLength: 3 },
      { type: "string", maxLength: 2 },
      "/maxLength: maxLength was 3 and is 2",
      ": maxLength was 2 and is 3",
    ],
    [
      "minItems",
      { type: "array" },
      { type: "array", minItems: 1 },
      "/minItems: minItems was 0 and is 1",
      ": minItems was 1 and is 0",
    ],
    [
      "uniqueItems",
      { type: "array" },
      { type: "array", uniqueItems: true },
      "/uniqueItems: items have to be unique now",
      ": items need not be unique",
    ],
    [
      "multipleOf",
      { type: "integer", multipleOf: 2 },
      { type: "integer", multipleOf: 4 },
      "/multipleOf: multipleOf was 2 and is 4",
      ": multipleOf was 4 and is 2",
    ],
    [
      "items",
      { type: "array" },
      { type: "array", items: text },
      "/items/type: type was any type and is string",
      ": type was string and is any type",
    ],
    [
      "prefixItems",
      { type: "array", prefixItems: [{}] },
      { type: "array", prefixItems: [text] },
      "/prefixItems/0/type: type was any type and is string",
      "/prefixItems/0: type was string and is any type",
    ],
    [
      "additionalProperties",
      { type: "object" },
      closed,
      "/additionalProperties: additionalProperties is closed now",
      ": additionalProperties is open now",
    ],
    [
      "unevaluatedProperties",
      { type: "object", allOf: [{ properties: { a: text } }] },
      { type: "object", allOf: [{ properties: { a: text } }], unevaluatedProperties: false },
      "/unevaluatedProperties: unevaluatedProperties is closed now",
      ": unevaluatedProperties is open now",
    ],
    [
      "dependentRequired",
      { type: "object" },
      { type: "object", dependentRequired: { a: ["b"] } },
      "/dependentRequired/a: a requires b now",
      ": a no longer requires b",
    ],
    [
      "propertyNames",
      { type: "object" },
      { type: "object", propertyNames: { maxLength: 3 } },
      "/propertyNames/maxLength: maxLength is 3 now",
      ": maxLength is gone",
    ],
    [
      "patternProperties",
      { type: "object" },
      { type: "object", patternProperties: { "^x": text } },
      "/patternProperties/^x/type: type was any type and is string",
      ": type was string and is any type",
    ],
    ["not", text, { type: "string", not: { const: "a" } }, "/not: not rules something out now", ": not is gone"],
    [
      "anyOf",
      { anyOf: [text, { type: "null" }] },
      { anyOf: [text] },
      "/anyOf/0/type: type was null and is string",
      ": type was string and is null",
    ],
    [
      "a branch under if",
      { type: "object" },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      { type: "object", if: { required: ["a"] }, then: { required: ["b"] } },
      "/then/required: b is required now",
      ": b is no longer required",
    ],
  ])("%s", (what, wide, narrow, narrower, wider) => {
    expect([what, ...said(wide, narrow)]).toEqual([what, `breaking ${narrower}`]);
    const back = diffSchemas(narrow, wide);
    expect(back.kind).toBe("additive");
    if (!what.startsWith("anyOf")) expect(said(narrow, wide)).toEqual([`additive ${wider}`]);
  });
});

describe("an edit that says the same in other words is none", () => {
  const point = { ...closed, required: ["x"], properties: { x: { type: "integer" }, next: { $ref: "#" } } };
  test.each<readonly [what: string, older: Schema, newer: Schema]>([
    [
      "words",
      text,
      { type: "string", title: "A", description: "b", default: "c", examples: [], $comment: "d", "x-e": 1 },
    ],
    [
      "a definition, its name and its place",
      { $ref: "#/$defs/a", $defs: { a: text } },
      { $ref: "#/definitions/b", definitions: { b: text } },
    ],
    [
      "what refers to itself, unrolled once",
      point,
      {
        ...point,
        properties: {
          ...point.properties,
          next: { ...point, properties: { x: { type: "integer" }, next: { $ref: "#" } } },
        },
      },
    ],
    [
      "allOf and its members",
      { allOf: [{ type: "integer" }, { minimum: 1 }] },
      { type: "integer", exclusiveMinimum: 0 },
    ],
    ["the order of a choice", { anyOf: [text, { type: "null" }] }, { anyOf: [{ type: "null" }, text] }],
    ["a choice of types", { anyOf: [text, { type: "null" }] }, { type: ["null", "string"] }],
    ["a choice of values", { enum: ["a", 1] }, { anyOf: [{ const: 1 }, { const: "a" }] }],
    ["a limit that another gives", { type: "string", enum: ["a"] }, { const: "a", minLength: 1 }],
    ["nothing that is said of other types", text, { type: "string", minimum: 3, required: ["a"], items: false }],
  ])("%s", (_, older, newer) => {
    expect(diffSchemas(older, newer)).toEqual({ kind: "none", changes: [] });
    expect(diffSchemas(newer, older)).toEqual({ kind: "none", changes: [] });
  });
});

describe("a choice told apart by a constant", () => {
  const one = (kind: string, more: Schema = {}): Schema => ({
    ...closed,
    required: ["kind"],
    properties: { kind: { const: kind }, ...(more as object) },
  });
  test("gains a branch, and a branch gains a property", () => {
    expect(said({ oneOf: [one("a")] }, { oneOf: [one("a"), one("b")] })).toHaveLength(1);
    expect(diffSchemas({ oneOf: [one("a")] }, { oneOf: [one("a"), one("b")] }).kind).toBe("additive");
    expect(diffSchemas({ oneOf: [one("a"), one("b")] }, { oneOf: [one("a", { x: text }), one("b")] }).kind).toBe(
      "additive",
    );
    expect(diffSchemas({ anyOf: [one("a"), one("b")] }, { anyOf: [one("b")] }).kind).toBe("breaking");
  });
});

describe("a property that an open object states", () => {
  const open = (properties: Schema): Schema => ({ type: "object", properties });
  test("is breaking when it is gone, though more is valid then: who reads it finds it no longer", () => {
    expect(said(open({ a: text, b: text }), open({ a: text }))).toEqual(["breaking /properties: property b is gone"]);
  });
  test("is breaking when it is new, unless lenience is asked for", () => {
    const [older, newer] = [open({ a: text }), open({ a: text, b: text })];
    expect(diffSchemas(older, newer).kind).toBe("breaking");
    expect(diffSchemas(older, newer, { lenient: true }).kind).toBe("additive");
    expect(diffSchemas(older, { ...(newer as object), required: ["b"] }, { lenient: true }).kind).toBe("breaking");
    const map = { type: "object", additionalProperties: { type: "integer" } };
    expect(diffSchemas(map, { ...map, properties: { b: text } }, { lenient: true }).kind).toBe("breaking");
  });
  test("is additive when it states nothing of its value", () => {
    expect(said(open({}), open({ b: { description: "words" } }))).toEqual([
      "additive /properties/b: property b is new",
    ]);
  });
});

describe("what nobody can tell is breaking, and says so", () => {
  test.each<readonly [older: Schema, newer: Schema, reason: RegExp]>([
    [{ $ref: "https://a.example/1" }, { $ref: "https://a.example/2" }, /another document/u],
    [
      { $schema: "http://json-schema.org/draft-07/schema#", type: "string" },
      { $schema: "https://json-schema.org/draft/2020-12/schema", type: "string" },
      /\$schema was json-schema\.org\/draft-07\/schema/u,
    ],
    [{ properties: { a: { $id: "x" } } }, { properties: { a: { $id: "x", type: "string" } } }, /an \$id/u],
    ...[
      { $defs: { a: { $id: "x" } } },
      { definitions: { a: { items: [{ $id: "x" }] } } },
      { allOf: [{ not: { $id: "x" } }] },
      { "x-own": { a: { $id: "x" } }, properties: { b: { $ref: "#/x-own/a" } } },
    ].map((schema) => [schema, { ...schema, title: "words", type: "string" }, /an \$id/u] as const),
    [{ typ: "string" }, { typ: "number" }, /not known/u],
    [
      { oneOf: [{ minimum: 1 }, { maximum: 1 }] },
      { oneOf: [{ minimum: 1 }, { maximum: 2 }] },
      /more than one|maximum/u,
    ],
    [{ items: {} }, { items: 1 }, /no schema/u],
    [{ $ref: "#" }, { anyOf: [{ $ref: "#" }, { type: "null" }] }, /itself/u],
  ])("%j to %j", (older, newer, reason) => {
    expect(said(older, newer).join("\n")).toMatch(reason);
    expect(said(older, newer)[0]).toMatch(/^breaking/u);
    expect(diffSchemas(older, older).kind).toBe("none");
  });

  test.each<Schema>([
    { examples: [{ $id: "x" }], default: { $id: "x" }, "x-own": { $id: "x" } },
    { enum: [{ $id: "x" }, { $id: "y" }] },
    { const: { $id: "x" } },
    { properties: { $id: { type: "string" } } },
  ])("but not where an id is a word of a value: %j", (v) => {
    const of = (minLength: number): Schema => ({ $id: "https://a.example/x", properties: { v, a: { minLength } } });
    expect(said(of(2), of(1))).toEqual([expect.stringMatching(/^additive \/properties\/a/u)]);
  });

  test("a choice of choices stops after a while", () => {
    const choice = (depth: number, leaf: Schema): Schema =>
      depth === 0
        ? leaf
        : {
            anyOf: Array.from({ length: 4 }, (_, index) => ({
              ...(choice(depth - 1, leaf) as object),
              title: `${index}`,
            })),
          };
    expect(said(choice(5, { minimum: 1 }), choice(5, { minimum: 2 })).length).toBeGreaterThan(0);
  });
});

describe("the contracts of this repository", () => {
  const dir = join(repositoryRoot, ".sentinel/contracts");
  const files = readdirSync(dir).filter((name) => name.endsWith(".yaml"));
  test.each(files)("%s is none beside itself, whatever its definitions are called and in whatever order", (file) => {
    const written = readFileSync(join(dir, file), "utf8");
    const { schema } = parse(written) as { readonly schema: Schema };
    const { schema: renamed } = parse(written.replaceAll(/\bdefinitions\b/gu, "$defs")) as { readonly schema: Schema };
    expect(diffSchemas(schema, renamed)).toEqual({ kind: "none", changes: [] });
  });

  test("skew-report.v1 with a level more, a place less, and a hint that is required", () => {
    const { schema } = parse(readFileSync(join(dir, "skew-report.v1.yaml"), "utf8")) as { readonly schema: Schema };
    const after = (from: RegExp, to: string): readonly string[] =>
      said(schema, JSON.parse(JSON.stringify(schema).replace(from, to)) as Schema);
    expect(after(/"enum":\["error","warning","info"\]/u, '"enum":["error","warning","info","hint"]')).toEqual([
      "additive /definitions/finding/properties/level: hint is allowed too",
    ]);
    expect(after(/"column":\{"\$ref":"#\/definitions\/position"\},/u, "")).toEqual([
      "breaking /definitions/finding/additionalProperties: property column is gone",
    ]);
    expect(after(/"required":\["rule",/u, '"required":["hint","rule",')).toEqual([
      "breaking /definitions/finding/required: hint is required now",
    ]);
  });
});
