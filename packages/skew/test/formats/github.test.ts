import fc from "fast-check";
import { expect, test } from "vitest";
import { renderGithub } from "../../src/formats/github.ts";
import { excluded, hostileReport, notCounted, repeated, reportOf, unreadable } from "./reports.ts";

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** A line as GitHub's runner reads it: white space before it does not count, and the first `::` ends the properties. */
function parseCommand(line: string): Command | undefined {
  const [, name, properties = "", data = ""] =
    /^::([^\s:]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/u.exec(line.trim()) ?? [];
  if (name === undefined) return undefined;
  const pairs = properties.split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at === -1 ? [] : [[pair.slice(0, at), unescape(pair.slice(at + 1))] as const];
  });
  return { name, properties: Object.fromEntries(pairs), data: unescape(data) };
}

function unescape(text: string): string {
  return ["%2C,", "%3A:", "%0A\n", "%0D\r", "%25%"].reduce(
    (now, code) => now.replaceAll(code.slice(0, 3), code.slice(3)),
    text,
  );
}

test("what does not count is no annotation and is counted", () => {
  expect(renderGithub(reportOf([], { suppressed: notCounted })).split("\n")).toEqual([
    "no other version skew in 4 packages, 3 exempted, 1 in the baseline, planned by @changesets/cli 3.0.3 (workspace), 12 ms",
    "next: releaser plan",
  ]);
});

test("each finding is an annotation at its place, errors first, then lines for whoever reads the log", () => {
  const warning = { ...unreadable, level: "warning", file: "a,b: 100%.json", message: "50% of it" } as const;
  const lines = renderGithub(reportOf([warning, excluded])).split("\n");
  expect(lines[0]).toBe(
    "::error file=packages/b/package.json,line=5,col=13,title=Version skew%3A range/internal-excludes::" +
      "@s/a is 1.4.0 here, which ^2.0.0 does not admit%0A  packages/a/package.json:3  @s/a is 1.4.0%0A" +
      '→ in packages/b/package.json write "@s/a": "^1.4.0"%0A' +
      "https://github.com/releaser/releaser/blob/main/docs/rules/range/internal-excludes.md",
  );
  expect(lines[1]).toMatch(/^::warning file=a%2Cb%3A 100%25\.json,title=.*::50%25 of it%0A/u);
  expect(parseCommand(lines[1] ?? "")).toMatchObject({
    name: "warning",
    properties: { file: "a,b: 100%.json", title: "Version skew: meta/unreadable" },
  });
  expect(lines.slice(2)).toEqual([
    "1 error, 1 warning in 4 packages, planned by @changesets/cli 3.0.3 (workspace), 12 ms",
    "next: releaser skew --fix mends 1 of 2",
  ]);
});

test("infos are notices, and what GitHub does not show is counted", () => {
  const infos = repeated({ ...excluded, level: "info" }, 12);
  const lines = renderGithub(reportOf([...repeated(excluded, 30), ...infos])).split("\n");
  expect(lines.filter((line) => line.startsWith("::notice "))).toHaveLength(12);
  expect(lines.at(-2)).toBe(
    "GitHub shows 10 annotations of a kind for each step: 20 errors, 2 infos can be read in this log alone",
  );
});

test("nothing that the repository says starts another command, ends one early or adds a property", () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const lines = renderGithub(report).split("\n");
      const commands = lines.flatMap((line) => parseCommand(line) ?? []);
      expect(lines.filter((line) => line.trim().startsWith("::"))).toHaveLength(report.findings.length);
      expect(commands).toHaveLength(report.findings.length);
      for (const { name, properties, data } of commands) {
        expect(["error", "warning", "notice"]).toContain(name);
        expect(Object.keys(properties).join()).toMatch(/^file(?:,line)?,title$/u);
        expect(data).toMatch(/\nhttps:\/\/github\.com\/releaser\/releaser\/blob\/main\/docs\/rules\/[\w/-]+\.md$/u);
      }
      expect(lines.filter((line) => !line.startsWith("::")).join("\n")).not.toContain("##[");
    }),
  );
});
