import { sarifRunIn } from "@releaser/testkit/sarif";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderSarif } from "../../src/formats/sarif.ts";
import { rules } from "../../src/rules.ts";
import { excluded, hostileReport, notCounted, reportOf, unreadable } from "./reports.ts";

test("the schema is one that judges", () => {
  expect(() => sarifRunIn('{ "version": "2.1.0", "runs": [{ "tool": { "driver": {} } }] }')).toThrow("name");
});

describe("SARIF", () => {
  const run = sarifRunIn(renderSarif(reportOf([excluded, unreadable])));

  test("declares every rule, found or not, each with its page", () => {
    const declared = run.tool.driver.rules ?? [];
    expect(declared.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const { id, shortDescription, fullDescription, help, helpUri, defaultConfiguration } of declared) {
      const url = `https://github.com/releaser/releaser/blob/main/docs/rules/${id}.md`;
      expect([helpUri, shortDescription?.text]).toEqual([url, rules.find((rule) => rule.id === id)?.title]);
      expect([fullDescription?.text, help?.text, help?.markdown, defaultConfiguration?.level]).not.toContain(undefined);
    }
    expect(sarifRunIn(renderSarif(reportOf([]))).tool).toEqual(run.tool);
  });

  test("declares a rule that is off by itself as such", () => {
    const disabled = run.tool.driver.rules?.filter(
      ({ defaultConfiguration }) => defaultConfiguration?.enabled === false,
    );
    expect(disabled?.map(({ id }) => id)).toEqual(rules.filter(({ optIn }) => optIn).map(({ id }) => id));
    const [uncovered] = run.tool.driver.rules?.filter(({ id }) => id === "group/uncovered") ?? [];
    expect(uncovered?.help?.markdown).toContain('Turned on by `{"skew":{"rules":{"group/uncovered":"warning"}}}`');
  });

  test("has each finding with its rule, place, mend and what makes it the same in the next run", () => {
    const [result, whole] = run.results ?? [];
    const srcRoot = { uriBaseId: "%SRCROOT%" };
    expect(result).toMatchObject({
      ruleId: "range/internal-excludes",
      level: "error",
      message: {
        text: '@s/a is 1.4.0 here, which ^2.0.0 does not admit\n→ in packages/b/package.json write "@s/a": "^1.4.0"',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "packages/b/package.json", ...srcRoot },
            region: { startLine: 5, startColumn: 13 },
          },
          logicalLocations: [{ name: "@s/b" }],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation: { uri: "packages/a/package.json", ...srcRoot },
            region: { startLine: 3 },
          },
          message: { text: "@s/a is 1.4.0" },
        },
      ],
      partialFingerprints: { "releaserSkew/v1": "0123456789abcdef" },
      properties: { fix: excluded.fix },
    });
    expect(run.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
    expect(whole?.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: "packages/c/package.json", ...srcRoot } } },
    ]);
  });

  test("tells of the run its scope, its exit and nothing of the machine", () => {
    expect(run).toMatchObject({
      automationDetails: { id: "releaser-skew/offline/" },
      invocations: [{ executionSuccessful: true, exitCode: 7 }],
      columnKind: "utf16CodeUnits",
      originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the workspace." } } },
    });
    expect(run.originalUriBaseIds?.["%SRCROOT%"]?.uri).toBeUndefined();
    expect(sarifRunIn(renderSarif(reportOf([], { scope: "tree" })))).toMatchObject({
      automationDetails: { id: "releaser-skew/tree/" },
      invocations: [{ exitCode: 0 }],
    });
  });

  test("has what does not count as suppressed, and says of every other result that it is not", () => {
    const { results = [] } = sarifRunIn(renderSarif(reportOf([excluded], { suppressed: notCounted })));
    const external = { kind: "external", status: "accepted" };
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [{ ...external, justification: "@s/b goes with the rewrite" }],
      [{ ...external, justification: "@s/b goes with the rewrite" }],
      [{ ...external, justification: "waits for #12 (until 2026-12-31)" }],
      [{ ...external, justification: "known in the baseline" }],
    ]);
    expect(run.results?.map((result) => "suppressions" in result)).toEqual([false, false]);
  });

  test("is valid whatever the repository says, links to nothing in messages, and is no workflow command", () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = renderSarif(report);
        const { results = [] } = sarifRunIn(text);
        expect(results.map(({ partialFingerprints }) => Object.values(partialFingerprints ?? {}))).toEqual(
          [...report.findings, ...report.suppressed.map(({ finding }) => finding)].map(({ fingerprint }) => [
            fingerprint,
          ]),
        );
        for (const { message } of results) expect(message.text).not.toMatch(/\]\(|\{\d+\}/u);
        expect(text).not.toMatch(/^\s*::|##\[/mu);
      }),
      { numRuns: 50 },
    );
  });
});
