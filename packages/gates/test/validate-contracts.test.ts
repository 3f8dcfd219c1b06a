import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fixture, fixtureTest, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { validateContracts, validateDocument } from "../src/index.ts";

const users = `contract: users.v1
description: Users.
schema:
  type: object
  additionalProperties: false
  required: [id, email, role]
  properties:
    id: { type: integer, minimum: 1 }
    email: { type: string, format: email }
    role: { enum: [admin, reader] }
`;
const good = JSON.stringify({ id: 1, email: "a@example.test", role: "admin" });

function contracts(files: Readonly<Record<string, string>>): string {
  const dir = tempDir();
  for (const [path, text] of Object.entries(files)) {
    const file = join(dir, "contracts", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return dir;
}

const problemsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  validateContracts(contracts(files)).contracts.flatMap(({ problems }) => problems);

test("good and plain fixtures pass, bad ones fail, and all is well", () => {
  const dir = contracts({
    "README.md": "# Contracts",
    "users.v1.yaml": users,
    "fixtures/users.v1/plain.json": good,
    "fixtures/users.v1/good/deep/one.yaml": "id: 2\nemail: b@example.test\nrole: reader\n",
    "fixtures/users.v1/bad/none.json": "{}",
    "fixtures/users.v1/notes.txt": "no fixture",
  });
  expect(validateContracts(dir)).toEqual({
    ok: true,
    contracts: [{ file: "contracts/users.v1.yaml", name: "users.v1", problems: [] }],
    checked: 3,
  });
});

test("every error of a fixture is shown, with its place and the values that are asked for", () => {
  const wrong = JSON.stringify({ id: 0, email: "no", role: "king", more: 1 });
  expect(
    problemsOf({ "users.v1.yaml": users, "fixtures/users.v1/a.json": good, "fixtures/users.v1/good/b.json": wrong }),
  ).toEqual([
    'contracts/fixtures/users.v1/good/b.json: / must NOT have additional properties {"additionalProperty":"more"}',
    "contracts/fixtures/users.v1/good/b.json: /id must be >= 1",
    'contracts/fixtures/users.v1/good/b.json: /email must match format "email"',
    'contracts/fixtures/users.v1/good/b.json: /role must be equal to one of the allowed values {"allowedValues":["admin","reader"]}',
  ]);
});

test("a bad fixture that passes is a problem", () => {
  expect(
    problemsOf({ "users.v1.yaml": users, "fixtures/users.v1/a.json": good, "fixtures/users.v1/bad/b.json": good }),
  ).toEqual(["contracts/fixtures/users.v1/bad/b.json passes, and should fail"]);
});

test.each([
  [
    "no fixtures",
    { "users.v1.yaml": users },
    "it has no fixture that passes: add contracts/fixtures/users.v1/good/<name>.json",
  ],
  [
    "only bad fixtures",
    { "users.v1.yaml": users, "fixtures/users.v1/bad/a.json": "{}" },
    "it has no fixture that passes: add contracts/fixtures/users.v1/good/<name>.json",
  ],
  [
    "another name",
    { "people.v1.yaml": users, "fixtures/people.v1/a.json": good },
    'it calls itself "users.v1", and its file "people.v1"',
  ],
  [
    "no name",
    { "x.v1.yaml": "description: x\nschema: true", "fixtures/x.v1/a.json": "1" },
    'it has no contract: write "contract: x.v1"',
  ],
  [
    "no description",
    { "x.v1.yaml": "contract: x.v1\nschema: true", "fixtures/x.v1/a.json": "1" },
    "it has no description",
  ],
  ["a list for a document", { "x.v1.json": "[]" }, "it is not an object"],
  [
    "a schema that is no schema",
    { "x.v1.yaml": "contract: x.v1\ndescription: x\nschema: 1" },
    "its schema is not an object",
  ],
  [
    "a draft that is not known",
    { "x.v1.json": '{"$schema":"http://json-schema.org/draft-04/schema#"}' },
    'its $schema is "http://json-schema.org/draft-04/schema#"; draft 07 and 2020-12 are known',
  ],
  [
    "a misspelt keyword",
    { "x.v1.json": '{"requierd":["a"]}' },
    'its schema does not compile: strict mode: unknown keyword: "requierd"',
  ],
  [
    "fixtures without a contract",
    { "fixtures/gone.v1/a.json": "1" },
    "there is no contract gone.v1 beside these fixtures",
  ],
])("%s is a problem", (_, files, problem) => {
  expect(problemsOf(files)).toEqual([problem]);
});

test.each([
  ["x.v1.yaml", "a: [1"],
  ["x.v1.yaml", "a: 1\na: 2"],
  ["x.v1.yaml", "a: !!js/function x"],
  ["x.v1.yaml", "a: &a\n  b: *a"],
  ["x.v1.json", "{,}"],
])("%s with %j cannot be read, and that is said", (file, text) => {
  expect(problemsOf({ [file]: text })).toEqual([expect.stringMatching(/^it cannot be read: ./u)]);
});

test("a schema that refers to itself without end judges no fixture, good or bad, and that is said", () => {
  const files = {
    "x.v1.json": '{ "$ref": "#" }',
    "fixtures/x.v1/a.json": '{ "a": 1 }',
    "fixtures/x.v1/bad/b.json": '{ "b": 1 }',
  };
  expect(problemsOf(files)).toEqual([
    expect.stringContaining("/a.json cannot be judged: its schema compiles, and cannot be run: "),
    expect.stringContaining("/bad/b.json cannot be judged: its schema compiles, and cannot be run: "),
  ]);
  expect(() => validateDocument(contracts(files), "x.v1", { a: 1 })).toThrow("E_CONTRACT_UNKNOWN");
});

test("a fixture that cannot be read is a problem of its contract", () => {
  expect(
    problemsOf({ "users.v1.yaml": users, "fixtures/users.v1/a.json": good, "fixtures/users.v1/b.json": "{" }),
  ).toEqual([expect.stringMatching(/^contracts\/fixtures\/users\.v1\/b\.json cannot be read: ./u)]);
});

describe("drafts", () => {
  const tuple = { type: "array", items: [{ type: "string" }] };
  test("draft 07 reads tuples in items", () => {
    const schema = JSON.stringify({
      $schema: "http://json-schema.org/draft-07/schema#",
      "x-owner": "us",
      contract: "t.v1",
      ...tuple,
    });
    expect(
      problemsOf({ "t.v1.json": schema, "fixtures/t.v1/a.json": '["a"]', "fixtures/t.v1/bad/b.json": "[1]" }),
    ).toEqual([]);
  });

  test.each([{ $schema: "https://json-schema.org/draft/2020-12/schema" }, {}])(
    "2020-12 reads them in prefixItems, also without $schema",
    (head) => {
      const schema = JSON.stringify({ ...head, type: "array", prefixItems: [{ type: "string" }] });
      expect(
        problemsOf({ "t.v1.json": schema, "fixtures/t.v1/a.json": '["a"]', "fixtures/t.v1/bad/b.json": "[1]" }),
      ).toEqual([]);
    },
  );
});

test("no folder, no contracts", () => {
  expect(validateContracts(tempDir())).toEqual({ ok: true, contracts: [], checked: 0 });
});

test("a document is judged by one contract, and an unknown contract is a failure", () => {
  const dir = contracts({ "users.v1.yaml": users, "broken.v1.json": '{"requierd":[]}' });
  expect(validateDocument(dir, "users.v1", JSON.parse(good))).toEqual([]);
  expect(validateDocument(dir, "users.v1", {})).toEqual([
    "/ must have required property 'id'",
    "/ must have required property 'email'",
    "/ must have required property 'role'",
  ]);
  expect(() => validateDocument(dir, "gone.v1", {})).toThrow("E_CONTRACT_UNKNOWN");
  expect(() => validateDocument(dir, "broken.v1", {})).toThrow("E_CONTRACT_UNKNOWN");
});

fixtureTest("the contract of the real .sentinel holds", () => {
  const dir = join(fixture("llampwall__sentinel-kit"), ".sentinel");
  expect(validateContracts(dir)).toEqual({
    ok: true,
    contracts: [{ file: "contracts/users.v1.yaml", name: "users.v1", problems: [] }],
    checked: 1,
  });
});
