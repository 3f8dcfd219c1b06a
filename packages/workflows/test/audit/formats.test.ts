import { hostileText } from "@releaser/testkit/markdown";
import { sarifRunIn } from "@releaser/testkit/sarif";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toAuditReport } from "../../src/audit/audit-report.ts";
import { auditRules } from "../../src/audit/audit-rules.ts";
import { auditWorkflows } from "../../src/audit/audit-workflows.ts";
import { renderAudit } from "../../src/audit/render-audit.ts";
import { inOrder } from "./in-order.ts";

const file = ".github/workflows/ci.yml";
const text = inOrder(`on: pull_request
jobs:
  test:
    steps:
      - uses: acme/setup@v2
      - run: echo \${{ github.head_ref }}
`);
const report = toAuditReport([file], auditWorkflows([{ file, text }]));
const sound = toAuditReport([file], []);

test("a person reads each rule once, with its places, what to write instead, and what comes next", () => {
  expect(renderAudit(report, { format: "human" })).toBe(`✗ expression-in-script  1 error
  expected: what an expression gives reaches a script through \`env:\` alone
  https://github.com/releaser/releaser/blob/main/docs/audit.md#expression-in-script
    .github/workflows/ci.yml:6:19
      github.head_ref, which anybody may write, becomes a part of the script
  → give it to the step through \`env:\`, and read the variable in the script

✗ unpinned-action  1 error
  expected: an action, and a workflow of another repository, is named by the full SHA of a commit
  https://github.com/releaser/releaser/blob/main/docs/audit.md#unpinned-action
    .github/workflows/ci.yml:5:15
      acme/setup@v2 is whatever its owner makes of it
  → write the SHA of the commit, and the version behind it as a comment

2 errors in 1 workflow
next: \`releaser wire --audit\` once the errors above are mended`);
  expect(renderAudit(sound, { format: "human" })).toBe("nothing found in 1 workflow\nnext: `releaser wire --check`");
});

test("lines for a terminal are as wide as it is, and coloured where it has colours", () => {
  const lines = renderAudit(report, { format: "human", width: 60 }).split("\n");
  expect(lines.filter((line) => line.length > 60 && !/^next: |https:/u.test(line))).toEqual([]);
  expect(renderAudit(report, { format: "human", color: true })).toContain("\u001b[31m✗");
});

test("GitHub gets an annotation for each finding, where it stands", () => {
  expect(renderAudit(report, { format: "github" }).split("\n")).toEqual([
    expect.stringMatching(/^::error file=.+,line=5,col=15,title=Workflow%3A unpinned-action::acme.setup@v2 is /u),
    expect.stringMatching(/^::error file=.+,line=6,col=19,title=Workflow%3A expression-in-script::github.head_ref/u),
    "2 errors in 1 workflow",
  ]);
});

describe("SARIF", () => {
  test("declares every rule, found or not, each with its section", () => {
    const declared = sarifRunIn(renderAudit(sound, { format: "sarif" })).tool.driver.rules ?? [];
    expect(declared.map(({ id, helpUri }) => [id, helpUri])).toEqual(
      auditRules.map(({ id }) => [id, `https://github.com/releaser/releaser/blob/main/docs/audit.md#${id}`]),
    );
  });

  test("has each finding at its place, and the exit", () => {
    const run = sarifRunIn(renderAudit(report, { format: "sarif" }));
    expect(run.invocations).toEqual([{ executionSuccessful: true, exitCode: 4 }]);
    expect(run.results?.map(({ ruleId, locations }) => [ruleId, locations?.[0]?.physicalLocation?.region])).toEqual([
      ["unpinned-action", { startLine: 5, startColumn: 15 }],
      ["expression-in-script", { startLine: 6, startColumn: 19 }],
    ]);
  });
});

test("whatever a workflow says, every format is sound, and none starts a command of GitHub's", () => {
  fc.assert(
    fc.property(fc.record({ name: hostileText, action: hostileText, run: hostileText }), ({ name, action, run }) => {
      const hostile = JSON.stringify({
        on: ["issue_comment", name],
        jobs: {
          [name]: { steps: [{ uses: action }, { run: `${run}\${{ github.head_ref }}` }, { uses: `${action}@v1` }] },
        },
      });
      const found = toAuditReport([file], auditWorkflows([{ file, text: hostile }]));
      sarifRunIn(renderAudit(found, { format: "sarif" }));
      expect(JSON.parse(renderAudit(found, { format: "json" }))).toEqual(found);
      for (const format of ["human", "json", "sarif", "github"] as const) {
        const said = renderAudit(found, { format });
        const commands = said.split(/[\r\n]/u).filter((line) => /^\s*::|##\[/u.test(line));
        expect(commands.length).toBe(format === "github" ? found.findings.length : 0);
      }
    }),
    { numRuns: 50 },
  );
});

test("whatever a file holds, it is judged and nothing is thrown", () => {
  const part = fc.constantFrom(
    "on:",
    " push",
    "\n",
    "  ",
    "jobs:",
    "a:",
    "- ",
    "steps:",
    "run: |",
    "uses: x@v1",
    "&a",
    "*a",
    "{",
    "}",
    "[",
    "]",
    "${{",
    "}}",
    "'",
    "permissions: ",
    "write-all",
    "<<: ",
    "\t",
    "#",
    "? ",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      for (const finding of auditWorkflows([{ file, text: parts.join("") }])) {
        expect(finding.line).toBeGreaterThan(0);
        expect(finding.column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
