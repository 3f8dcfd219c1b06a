import { expect, test } from "vitest";
import { checkHeaders, parseFileHeader, parseLedger } from "../src/index.ts";

const entry = (id: string): string => `ID: ${id}\nDate: 2026-01-01\nDecision: x\nOutputs: y\n\n`;
const ledgers = {
  ledger: parseLedger(`## NEXT_ID\nD-0003\n\n${entry("D-0002")}`),
  archive: parseLedger(entry("D-0001")),
};

function found(text: string): readonly string[] {
  const header = parseFileHeader(text);
  if (header === undefined) throw new Error("no header");
  return checkHeaders([{ file: "a.ts", ...header }], ledgers).map(
    ({ level, kind, file, line }) => `${level} ${kind} ${file}:${line}`,
  );
}

test("a header that names a decision of the ledger is sound, whatever the case of its agent", () => {
  expect(found("# ProducedBy=Builder RulesHash=BUILDER@1.2 Decision=D-0002")).toEqual([]);
});

test.each([
  ["Decision=D-0042", "error decision-unknown a.ts:1"],
  ["Decision=D-0001", "info decision-archived a.ts:1"],
  ["Decision=D-10000", "error decision-malformed a.ts:1"],
  ["Decision=0002", "error decision-malformed a.ts:1"],
  ["Decision=D-####", "info decision-placeholder a.ts:1"],
  ["Decision=TBD", "info decision-placeholder a.ts:1"],
  ["Decision=", "info decision-placeholder a.ts:1"],
  ["RulesHash=BUILDER", "error rules-hash-malformed a.ts:1"],
  ["RulesHash=@1", "error rules-hash-malformed a.ts:1"],
  ["RulesHash=ROUTER@1.0", "warning rules-hash-agent a.ts:1"],
])("%s", (text, problem) => expect(found(`# ProducedBy=BUILDER ${text}`)).toEqual([problem]));

test("hostile.26 an agent of two words, or one that is a path, is malformed", () => {
  for (const agent of ["A B", "../x", "A;rm", "$(id)"]) {
    expect(found(`# ProducedBy=${agent} RulesHash=A@1 Decision=D-0002`)).toEqual(["error agent-malformed a.ts:1"]);
  }
});

test("a template's placeholders are no error, and everything wrong is told in the order of its lines", () => {
  expect(found("# ProducedBy=<AGENT> RulesHash=<AGENT>@<version> Decision=<D-####>")).toEqual([
    "info decision-placeholder a.ts:1",
  ]);
  expect(found("# ProducedBy=A B\n# RulesHash=x\n# Decision=D-0042\n// x\n// DecisionRef: D-XXXX\n")).toEqual([
    "error agent-malformed a.ts:1",
    "error rules-hash-malformed a.ts:2",
    "error decision-unknown a.ts:3",
    "info decision-placeholder a.ts:5",
  ]);
});
