import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendEntry, checkDraft, type DecisionDraft, parseLedger, renderEntry } from "../src/index.ts";

const draft: DecisionDraft = {
  date: "2026-11-27",
  author: "Ada",
  scope: "core",
  decision: "Sign tags",
  rationale: "Nobody else can",
  outputs: "release/",
  supersedes: "none",
};
const start =
  "# Decisions\n\n## NEXT_ID\n\nD-0002\n\n## Entries\n\nID: D-0001\nDate: 2026-01-01\nDecision: x\nOutputs: y\n";

test("an entry goes to the end under the next id, which is raised", () => {
  expect(appendEntry(start, draft)).toEqual({
    id: "D-0002",
    text: `${start.replace("D-0002", "D-0003")}
ID: D-0002
Date: 2026-11-27
Author: Ada
Scope: core
Decision: Sign tags
Rationale: Nobody else can
Outputs: release/
Supersedes: none
`,
  });
});

test.each([
  ["CRLF", start.replaceAll("\n", "\r\n")],
  ["a byte order mark", `\uFEFF${start}`],
  ["no newline at the end", start.trimEnd()],
  ["blank lines at the end", `${start}\n\n`],
  ["a heading at the end", `${start}\n## Old ones\n`],
  ["code around NEXT_ID", start.replace("D-0002", "`D-0002`")],
])("%s stays as it is", (_, text) => {
  const appended = appendEntry(text, draft);
  if (!("id" in appended)) throw new Error("refused");
  const untouched = text.replace("D-0002", "D-0003");
  expect(appended.text.slice(0, untouched.length)).toBe(untouched);
  const added = appended.text.slice(untouched.length);
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  expect(added.trim().split(end)).toEqual(renderEntry({ id: "D-0002", ...draft }).split("\n"));
  expect(/[\r\n]$/u.test(added)).toBe(/[\r\n]$/u.test(text));
  expect(parseLedger(appended.text)).toMatchObject({ nextId: "D-0003", problems: [] });
});

describe("nothing is appended where the free id is in doubt, and the repair is told", () => {
  const archive = parseLedger("ID: D-0007\nDate: x\nDecision: x\nOutputs: x\n");
  test.each([
    ["missing", start.replace("## NEXT_ID", "## Next"), "write D-0002"],
    ["twice", `${start}\n## NEXT_ID\n\nD-0002\n`, "write D-0002"],
    ["taken", start.replace("D-0002", "D-0001"), "write D-0002"],
    ["of five digits", start.replace("D-0002", "D-10000"), "write D-0002"],
    ["a placeholder", start.replace("D-0002", "D-####"), "write D-0002"],
    ["in a code fence", start.replace("## NEXT_ID\n\nD-0002", "```\n## NEXT_ID\n\nD-0002\n```"), "write D-0002"],
    ["the last there is", start.replace("D-0002", "D-9999"), "begin a new ledger"],
  ])("NEXT_ID %s", (_, text, repair) => {
    expect(appendEntry(text, draft)).toMatchObject({
      problems: [{ kind: "next-id", repair: expect.stringContaining(repair) as string }],
    });
  });
  test("NEXT_ID passed by the archive", () => {
    expect(appendEntry(start, draft, archive)).toMatchObject({
      problems: [{ kind: "next-id", line: 5, repair: 'write D-0008 under one heading "## NEXT_ID"' }],
    });
  });
  test("the end of the file within a code fence", () => {
    expect(appendEntry(`${start}\n\`\`\`\n`, draft)).toMatchObject({
      problems: [{ kind: "open-fence", place: "ledger", line: 14 }],
    });
  });
  test("the end of the archive within a code fence, which may hide the id that would be given", () => {
    const hidden = parseLedger("# Old\n\n```\nID: D-0002\nDate: x\nDecision: x\nOutputs: x\n");
    expect(appendEntry(start, draft, hidden)).toMatchObject({
      problems: [{ kind: "open-fence", place: "archive", line: 3 }],
    });
  });
});

describe("a draft is refused with everything that is wrong with it", () => {
  const { entries } = parseLedger(start);
  test.each([
    ["a paragraph that would open an entry", { decision: "x\n\nID: D-9999" }, "decision"],
    ["a trailer after a line break", { rationale: "x\nDecision-ID: D-9999" }, "rationale"],
    ["a carriage return", { outputs: "x\rID: D-9999" }, "outputs"],
    ["a line separator", { outputs: "x\u2028ID: D-9999" }, "outputs"],
    ["an escape sequence", { author: "\u001B[2J" }, "author"],
    ["nothing", { scope: "" }, "scope"],
    ["a token", { decision: `npm_${"a".repeat(36)}` }, "decision"],
    ["a day that is none", { date: "2026-02-30" }, "date"],
    ["a decision that does not exist", { supersedes: "D-0042" }, "supersedes names D-0042"],
    ["an id of five digits", { supersedes: "D-00010" }, "supersedes"],
    ["too much", { decision: "x".repeat(2001) }, "decision"],
  ])("%s", (_, change, about) => {
    expect(checkDraft({ ...draft, ...change }, entries)).toEqual([expect.stringContaining(about)]);
  });
  test("all at once", () => expect(checkDraft({ ...draft, scope: "", date: "today" }, entries)).toHaveLength(2));
  test("none for one that is valid", () => expect(checkDraft({ ...draft, supersedes: "D-0001" }, entries)).toEqual([]));
});

const value = fc
  .oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom("ID: D-0009", "**x**", "- ID: D-0001", "```", "## NEXT_ID", "TBD", "D-0001"),
  )
  .filter((text) => checkDraft({ ...draft, decision: text }, []).length === 0);
const drafts = fc
  .record({ author: value, scope: value, decision: value, rationale: value, outputs: value })
  .map((fields) => ({ ...draft, ...fields }));

test("what is rendered is read as it was, whatever the values are", () => {
  fc.assert(
    fc.property(drafts, (any) => {
      const { entries } = parseLedger(renderEntry({ id: "D-0001", ...any }));
      expect(entries).toEqual([{ id: "D-0001", line: 1, ...any }]);
    }),
  );
});

test("to append changes no other entry and brings no new problem, whatever the ledger is", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "ID: D-0001",
      "ID: D-10000",
      "Date: x",
      "```",
      "~~~",
      "- **ID:** `D-0003`",
      "",
      "\r",
      "# Old",
      "Outputs: z",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom("\n", "\r\n"), drafts, (pieces, end, any) => {
      const text = ["\uFEFF# Decisions", "## NEXT_ID", "D-0042", ...pieces].join(end);
      const before = parseLedger(text);
      const appended = appendEntry(text, any);
      if (!("id" in appended)) return;
      const after = parseLedger(appended.text);
      expect(after.entries.slice(0, -1)).toEqual(before.entries);
      expect(after.entries.at(-1)).toMatchObject({ id: "D-0042", ...any });
      expect(after.nextId).toBe("D-0043");
      expect(after.problems.filter(({ kind }) => kind !== "gap")).toEqual(
        before.problems.filter(({ kind }) => kind !== "gap"),
      );
    }),
  );
});
