import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasDecision, type LedgerProblem, parseLedger } from "../src/index.ts";

const entry = (id: string, more = "Outputs: x\n"): string =>
  `ID: ${id}\nDate: 2026-01-01\nDecision: Do ${id}\n${more}\n`;
const ledger = (next: string, ...entries: readonly string[]): string =>
  `# Decisions\n\n## NEXT_ID\n${next}\n\n## Log\n\n${entries.join("")}`;
const kinds = (problems: readonly LedgerProblem[]): readonly string[] =>
  problems.map(({ kind, line }) => `${kind}:${line}`);

test("reads entries with their fields and lines, and the next id", () => {
  expect(parseLedger(ledger("D-0002", entry("D-0001", "Outputs: a,\n  b\nSupersedes: none\n")))).toEqual({
    nextId: "D-0002",
    nextIdLine: 4,
    problems: [],
    entries: [
      { id: "D-0001", line: 8, date: "2026-01-01", decision: "Do D-0001", outputs: "a, b", supersedes: "none" },
    ],
  });
});

test("a byte order mark, CRLF, bold or listed keys, code fences and tables change nothing", () => {
  const plain = parseLedger(ledger("D-0002", entry("D-0001"))).entries[0];
  const fenced = `\`\`\`\n${entry("D-0009")}## NEXT_ID\nD-0009\n\`\`\`\n\n| ID | x |\n| --- | --- |\n| ID: D-0008 | y |\n`;
  const variants = [
    `\uFEFF${ledger("D-0002", entry("D-0001")).replaceAll("\n", "\r\n")}`,
    ledger("`D-0002`", entry("D-0001").replaceAll(/^(\w+):/gmu, "**$1:**")),
    ledger("D-0002", entry("D-0001").replaceAll(/^(\w+):/gmu, "- $1:")),
    fenced + ledger("D-0002", entry("D-0001")),
  ];
  for (const text of variants) {
    const read = parseLedger(text);
    expect(read.problems).toEqual([]);
    expect(read.nextId).toBe("D-0002");
    expect(read.entries.map(({ line: _, ...fields }) => fields)).toEqual(
      [{ ...plain, line: undefined }].map(({ line: _, ...fields }) => fields),
    );
  }
});

describe("problems are told apart, with their line", () => {
  test("a duplicate", () =>
    expect(kinds(parseLedger(ledger("D-0002", entry("D-0001"), entry("D-0001"))).problems)).toEqual(["duplicate:13"]));
  test("a gap", () => {
    expect(parseLedger(ledger("D-0005", entry("D-0001"), entry("D-0004"))).problems).toMatchObject([
      { kind: "gap", line: 13, message: "D-0002 to D-0003 are missing before D-0004" },
    ]);
  });
  test("missing fields", () => {
    expect(parseLedger(ledger("D-0002", entry("D-0001", ""))).problems).toEqual([
      { kind: "missing-field", line: 8, message: "D-0001 has no Outputs", repair: 'add a line "Outputs: …"' },
    ]);
  });
  test("an id of five digits is not the one of four that it starts with", () => {
    const read = parseLedger(ledger("D-0002", entry("D-0001"), entry("D-10000")));
    expect(kinds(read.problems)).toEqual(["malformed-id:13"]);
    expect(hasDecision([read], "D-1000")).toBe(false);
    expect(hasDecision([read], "D-10000")).toBe(false);
  });
  test.each([
    ["missing", "# Decisions\n", 1],
    ["twice", `## NEXT_ID\nD-0001\n\n${ledger("D-0001")}`, 6],
    ["taken", ledger("D-0001", entry("D-0001")), 4],
    ["five digits", ledger("D-10000"), 4],
    ["a placeholder", ledger("D-####"), 4],
    ["in a code fence", "## Format\n\n```\n## NEXT_ID\nD-0007\n```\n", 1],
  ])("NEXT_ID %s, with the repair", (_, text, line) => {
    const { problems } = parseLedger(text);
    expect(kinds(problems)).toEqual([`next-id:${line}`]);
    expect(problems[0]?.repair).toMatch(/write D-\d{4} under one heading/u);
  });
});

test("a code fence that is never closed is told, because it hides what is below; one of another mark does not close it", () => {
  const open = parseLedger(`${ledger("D-0002", entry("D-0001"))}\`\`\`\n~~~\n\`\`\`js\n${entry("D-0007")}`);
  expect(kinds(open.problems)).toEqual(["open-fence:13"]);
  expect(open.entries).toHaveLength(1);
});

test("a placeholder is no entry, and its fields are nobody's", () => {
  for (const id of ["D-####", "D-XXXX", "<id>", "TBD", ""]) {
    const read = parseLedger(ledger("D-0002", entry("D-0001"), entry(id, "Author: nobody\n")));
    expect(kinds(read.problems)).toEqual(["placeholder:13"]);
    expect(read.entries).toHaveLength(1);
    expect(read.entries[0]).not.toHaveProperty("author");
    expect(hasDecision([read], id)).toBe(false);
  }
});

test("the archive is looked at too", () => {
  const ledgers = [parseLedger(ledger("D-0003", entry("D-0002"))), parseLedger(entry("D-0001"))];
  expect(["D-0001", "D-0002", "D-0003"].map((id) => hasDecision(ledgers, id))).toEqual([true, true, false]);
});

test("no text makes it throw, and every problem names a line of the text", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("ID: D-0001", "## NEXT_ID", "D-0002", "```", "Date: x", "- **ID:** `D-0003`", ""),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("\n");
      const lines = text.split(/\r\n|\n|\r/u).length;
      for (const { line } of parseLedger(text).problems) expect(line).toBeLessThanOrEqual(lines);
    }),
  );
});
