import { repo, type World } from "@releaser/testkit";
import type { Contract } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { scanContractHead } from "../src/contracts/scan-contract-head.ts";

const dir = ".sentinel/contracts";
const contracts = (world: World): readonly Contract[] => world.workspace().contracts();
const one = (text: string, file = "a.v1.yaml"): Contract | undefined =>
  contracts(repo().file(`${dir}/${file}`, text))[0];

test("the contracts of the folder, by file; fixtures and other files are none", () => {
  const world = repo()
    .file(`${dir}/b.v12.json`, '{"type":"object"}')
    .file(`${dir}/a.v1.yaml`, 'contract: a.v1\nowner: "@s/a" # who\nschema: { type: string }\n')
    .file(`${dir}/README.md`, "x")
    .file(`${dir}/a.yaml`, "x")
    .file(`${dir}/fixtures/a.v1/good/x.v1.json`, "{}");
  expect(
    contracts(world).map(({ file, name, domain, version, id, owner }) => [file, name, domain, version, id, owner]),
  ).toEqual([
    [`${dir}/a.v1.yaml`, "a.v1", "a", 1, "a.v1", "@s/a"],
    [`${dir}/b.v12.json`, "b.v12", "b", 12, undefined, undefined],
  ]);
  expect(contracts(world).map(({ schema }) => schema())).toEqual([
    { value: { type: "string" }, pointer: "/schema" },
    { value: { type: "object" }, pointer: "" },
  ]);
});

test("the same as of a tag", () => {
  const world = repo();
  const history = { ...world.workspace().history(), textsAt: () => ["contract: a.v1\nschema: true\n", undefined, "x"] };
  const wanted = ["a.v1.yaml", "b.v1.yaml", "c.yaml"].map((name) => ({ ref: "v1.0.0", file: `${dir}/${name}` }));
  const read = world.workspace({ history: () => history }).contractsAt(wanted);
  expect(read.map((contract) => contract?.schema())).toEqual([
    { value: true, pointer: "/schema" },
    undefined,
    undefined,
  ]);
});

describe("the head by line says what YAML says, or nothing", () => {
  test.each([
    "contract: a.v1\nowner: '@s/a'\nschema:\n  type: object\n",
    "# words\n\ncontract: a.v1 # more\r\nschema:\r\n  x: 1\r\n",
    "$schema: https://x\ntype: object\ndescription: |\n  contract: b\n",
    'owner: "a b"\n',
  ])("%j", (text) => {
    const { contract, owner } = parse(text) as Readonly<Record<string, unknown>>;
    expect(scanContractHead(text)).toEqual({ id: contract, owner });
  });

  test.each([
    "---\ncontract: a\n",
    "{ contract: a }\n",
    "contract: &x a\n",
    "contract: 1\n",
    "owner: null\n",
    "contract: a\ncontract: b\n",
    "- a\n",
    "contract: |\n  a\n",
    'contract: "a\\n"\n',
    "owner: true\n",
    '"contract": a\n',
    "contract: abc\n  def\n",
    "contract: a\n\n  \n  b\nowner: c\n",
    "owner: a # b\n  c\n",
    ' "\ncontract: abc\n "\n',
  ])("%j is left to the parser", (text) => expect(scanContractHead(text)).toBeUndefined());
});

const heads = [
  "contract: abc",
  "owner: '@s/a'",
  'contract: "a b"',
  "owner: a-b # who",
  "contract:",
  "contract: abc\u00a0",
];
const goingOn = [
  "  def",
  " 'x'",
  "  # words",
  "# words",
  "",
  "  ",
  "  key: value",
  "\tx",
  "  - x",
  "\u00a0",
  " \u00a0",
];
const opened = ["description: |", 'description: "abc', "schema: [", "x: { a: b"];
const others = [...opened, "description: abc", "schema:", " ]", ' "', "x: c }"];

test("the head by line says what YAML says of whatever can be read, or nothing", () => {
  const line = fc.constantFrom(...heads, ...goingOn, ...others);
  let compared = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
      const text = lines.join(end);
      const head = scanContractHead(text);
      if (head === undefined) return;
      const value = parsed(text);
      if (value === undefined) return;
      compared += 1;
      const { contract, owner } = value ?? {};
      expect(head).toEqual({ id: contract, owner });
    }),
    { numRuns: 5000 },
  );
  expect(compared).toBeGreaterThan(300);
});

/** What a text holds; undefined where YAML refuses it. */
function parsed(text: string): Readonly<Record<string, unknown>> | null | undefined {
  try {
    return parse(text, { uniqueKeys: false, logLevel: "error" }) as Readonly<Record<string, unknown>> | null;
  } catch {
    return undefined;
  }
}

describe("what cannot be read says why, and throws nothing", () => {
  test.each<readonly [file: string, text: string, reason: RegExp]>([
    ["a.v1.json", "{", /^cannot be read: /u],
    ["a.v1.yaml", "schema: [", /^cannot be read: /u],
    ["a.v1.yaml", "- a\n", /^holds no object$/u],
    [
      "a.v1.yaml",
      `a: &a [x,x]\nb: &b [${"*a,".repeat(30)}]\nc: &c [${"*b,".repeat(30)}]\nd: [${"*c,".repeat(30)}]\n`,
      /^cannot be read: Excessive alias/u,
    ],
    ["a.v1.json", `{"a":${"[".repeat(500)}${"]".repeat(500)}}`, /^nests deeper than 100 levels/u],
    ["a.v1.yaml", "#".repeat(300 * 1024), /^holds more than 256 KB/u],
  ])("%s", (file, text, reason) => {
    const schema = one(text, file)?.schema();
    expect(schema !== undefined && "problem" in schema ? schema.problem : "").toMatch(reason);
  });

  test("is invalid where that is known at once, and is not parsed for it", () => {
    expect(one("{", "a.v1.json")?.invalid).toMatchObject([{ at: { file: `${dir}/a.v1.json` } }]);
    expect(one("- a\n")?.invalid).toHaveLength(1);
    expect(one("contract: a.v1\nschema: [")?.invalid).toEqual([]);
  });
});
