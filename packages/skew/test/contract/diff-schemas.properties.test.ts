import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffSchemas } from "../../src/contract/diff-schemas.ts";
import { document, edited, schema, type Schema } from "./schemas.ts";

// To open one takes as long as to compile a hundred small schemas.
const ajv = new Ajv2020({ strict: false, logger: false });
ajvFormats.default(ajv);

/** As the gate that validates contracts judges; undefined for what is no schema. */
function toValidator(of: Schema): ValidateFunction | undefined {
  // Beside `prefixItems` ajv 8.20 lets an empty array pass that `contains` refuses, so it cannot judge both.
  if (["prefixItems", "contains"].every((keyword) => JSON.stringify(of).includes(`"${keyword}"`))) return undefined;
  try {
    return ajv.compile(of);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  } finally {
    ajv.removeSchema(of);
  }
}

/**
 * Validates; undefined where a schema refers to itself without end, or makes ajv trip over what it has evaluated: of
 * `{ not: true, anyOf: [{ prefixItems }] }` ajv 8.20 compiles code that names a variable which is nowhere declared.
 */
function isValid(validate: ValidateFunction, value: unknown): boolean | undefined {
  try {
    return validate(value);
  } catch (error) {
    if ([RangeError, ReferenceError, TypeError].some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

function expectSound([older, newer]: readonly [Schema, Schema], documents: readonly unknown[]): void {
  const { kind } = diffSchemas(older, newer);
  const [was, is] = [toValidator(older), toValidator(newer)];
  fc.pre(was !== undefined && is !== undefined);
  if (kind === "breaking" || was === undefined || is === undefined) return;
  const lost = documents.filter((one) => isValid(was, one) === true && isValid(is, one) === false);
  expect(lost).toEqual([]);
  const won = documents.filter((one) => isValid(was, one) === false && isValid(is, one) === true);
  if (kind === "none") expect(won).toEqual([]);
}

const documents = fc.array(document, { minLength: 40, maxLength: 40 });

describe("what is none or additive leaves every document valid, as ajv judges", () => {
  test("after an edit", () => {
    fc.assert(fc.property(edited, documents, expectSound));
  });

  test("between any two", () => {
    fc.assert(fc.property(fc.tuple(schema, schema), documents, expectSound));
  });

  test("and most of what is generated compiles, is edited, and is judged in each way", () => {
    const kinds = fc.sample(edited, { numRuns: 200, seed: 7 }).map(([older, newer]) => diffSchemas(older, newer).kind);
    const counts = ["none", "additive", "breaking"].map((kind) => kinds.filter((one) => one === kind).length);
    expect(Math.min(...counts)).toBeGreaterThan(10);
  });
});

describe("always", () => {
  test("a schema is as it was beside itself, whatever the order of keys", () => {
    fc.assert(
      fc.property(schema, (of) => {
        expect(diffSchemas(of, turned(of))).toEqual({ kind: "none", changes: [] });
      }),
    );
  });

  test("the names of definitions and what describes them are nothing", () => {
    fc.assert(
      fc.property(schema, (of) => {
        const renamed = JSON.parse(JSON.stringify(of).replaceAll(/("|\/)one"/gu, '$1first"')) as Schema;
        expect(diffSchemas(of, { ...(renamed as object), description: "words", title: "t" }).kind).toBe("none");
      }),
    );
  });

  test("what is additive is breaking the other way", () => {
    fc.assert(
      fc.property(edited, ([older, newer]) => {
        const [there, back] = [diffSchemas(older, newer).kind, diffSchemas(newer, older).kind];
        if (there === "additive") expect(back).toBe("breaking");
        expect(there === "none").toBe(back === "none");
      }),
    );
  });
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => turned(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, turned(member)]),
  );
}
