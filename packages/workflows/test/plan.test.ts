import type { Finding } from "@releaser/core";
import { hostileText, markdownProblems, toHtml } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planMarker, renderBumpGraph, renderPlanComment, renderPlanMarkdown } from "../src/index.ts";
import { moving, planOf, small } from "./plans.ts";

describe("the graph of the bumps", () => {
  test("leads from changesets to the packages that they name, and on to those that move with them", () => {
    expect(renderBumpGraph(small).split("\n")).toEqual([
      "flowchart LR",
      '  c0(["cold-start"])',
      '  p0["core 1.2.0 → 1.3.0"]',
      '  p1["cli 1.2.0 → 1.3.0"]',
      '  p2["kit 1.2.0 → 1.2.1"]',
      "  c0 --> p0",
      "  c0 --> p1",
      "  p0 --> p1",
      "  p0 -.->|fixed| p2",
    ]);
    expect(renderBumpGraph(planOf([]))).toBe("");
  });

  test("of many packages shows those that a changeset names, and counts the rest", () => {
    const named = moving("core", { causes: [{ kind: "changeset", id: "x" }] });
    const led = Array.from({ length: 200 }, (_, index) =>
      moving(`p${index}`, { causes: [{ kind: "dependency", of: "core", range: "^1.0.0", field: "dependencies" }] }),
    );
    expect(
      renderBumpGraph(planOf([named, ...led]))
        .split("\n")
        .slice(2),
    ).toEqual([
      '  p0["core 1.2.0 → 1.3.0"]',
      '  rest["200 more that move with them"]',
      "  c0 --> p0",
      "  p0 -.-> rest",
    ]);
  });

  test("holds nothing of a repository but labels", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, id) => {
        const lines = renderBumpGraph(planOf([moving(name, { causes: [{ kind: "changeset", id }] })])).split("\n");
        expect(lines).toHaveLength(4);
        expect(lines[1]).toMatch(/^ {2}c0\(\["[^"<>`&%[\]{}|;]*(?:#\d+;[^"<>`&%[\]{}|;]*)*"\]\)$/u);
        expect(lines[2]).toMatch(/^ {2}p0\["[^"<>`&%[\]{}|;]*(?:#\d+;[^"<>`&%[\]{}|;]*)*"\]$/u);
        expect(lines[3]).toBe("  c0 --> p0");
      }),
    );
  });
});

describe("a plan in Markdown", () => {
  test("has the train, each package with its reasons, the graph and the way back", () => {
    const text = renderPlanMarkdown(small);
    expect(text.split("\n\n").slice(0, 2)).toEqual([
      "**`v1.5.0`**, minor, from `1.4.0`: 3 packages move on `main`.",
      [
        "| package | version | bump | why |",
        "| --- | --- | --- | --- |",
        "| `core` | `1.2.0` → `1.3.0` | minor | changeset `cold-start` |",
        "| `cli` (private) | `1.2.0` → `1.3.0` | minor | changeset `cold-start`; depends on `core` (`workspace:~`) |",
        "| `kit` | `1.2.0` → `1.2.1` | patch | fixed with `core` |",
      ].join("\n"),
    ]);
    expect(text).toContain("```mermaid\nflowchart LR\n");
    expect(text).toContain("```text\nnpm dist-tag add a@1.2.0 latest\n```");
    expect(renderPlanMarkdown(planOf([]))).toBe("Nothing is pending.");
  });

  test("folds a table that is long, and reads as Markdown", () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      moving(`p${index}`, { causes: [{ kind: "changeset", id: "x" }] }),
    );
    const text = renderPlanMarkdown(planOf(many));
    expect(text).toContain("<summary>60 packages</summary>");
    expect(markdownProblems(text)).toEqual([]);
    expect(markdownProblems(renderPlanMarkdown(small))).toEqual([]);
  });
});

const missing: Finding = {
  rule: "intent/no-changeset",
  level: "error",
  message: "web changed on this branch (packages/web/a.js), and no changeset names it",
  file: "packages/web/package.json",
  fingerprint: "a".repeat(16),
  fix: {
    safety: "safe",
    edits: [{ file: ".changeset/web.md", pointer: "", value: '---\n"web": patch\n---\n\nMends (it)\n' }],
  },
};
const range: Finding = {
  ...missing,
  rule: "range/internal-excludes",
  message: "core is 1.4.0 here, which ^2.0.0 does not admit",
};

describe("the comment of a pull request", () => {
  test("says what merging releases, what has no changeset with a link that adds it, and what disagrees", () => {
    const newFile = "https://github.com/acme/shop/new/fix/it";
    const text = renderPlanComment({
      plan: small,
      findings: [missing, range, { ...range, level: "warning" }],
      newFile,
    });
    expect(text.split("\n\n").slice(0, 2)).toEqual([planMarker, "## Merging this releases `v1.5.0`"]);
    const link = /\[Add it\]\(([^)]+)\)/u.exec(text)?.[1] ?? "";
    const { pathname, searchParams } = new URL(link);
    expect([pathname, Object.fromEntries(searchParams)]).toEqual([
      "/acme/shop/new/fix/it",
      { filename: ".changeset/web.md", value: '---\n"web": patch\n---\n\nMends (it)\n' },
    ]);
    expect(text).toContain(
      "**Version skew:** 1 error. `releaser skew --fix` mends what can be mended.\n\n- `range/internal-excludes`: ",
    );
    expect(markdownProblems(text)).toEqual([]);
  });

  test("of nothing pending says so, without links outside of a workflow", () => {
    const text = renderPlanComment({ plan: planOf([]), findings: [missing] });
    expect(text.split("\n\n").slice(0, 2)).toEqual([planMarker, "## Merging this releases nothing"]);
    expect([text.includes("]("), text.includes("`pnpm changeset` adds one")]).toEqual([false, true]);
    expect(renderPlanComment({ plan: undefined, findings: [] })).toBe(
      `${planMarker}\n\n## Merging this releases nothing`,
    );
  });

  test("is never longer than GitHub takes: the graph goes first, then the table", () => {
    const large = (count: number): string => {
      const causes = [{ kind: "changeset", id: "x".repeat(100) }] as const;
      const many = Array.from({ length: count }, (_, index) => moving(`package-${index}`, { causes }));
      return renderPlanComment({
        plan: planOf(many, { rollback: many.map(({ name }) => `npm dist-tag add ${name}@1.2.0 latest`) }),
        findings: [range],
      });
    };
    const [whole, table, line] = [large(100), large(380), large(2000)];
    for (const text of [whole, table, line]) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect([whole, table, line].map((text) => [text.includes("mermaid"), text.includes("| package |")])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(line).toContain("2000 packages move");
    expect(line).toContain("**Version skew:** 1 error");
  });

  test("shows nothing of a repository but text", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plan = planOf(
          [
            moving(text, {
              from: text,
              to: text,
              causes: [{ kind: "dependency", of: text, range: text, field: text }],
            }),
          ],
          { branch: text },
        );
        const html = toHtml(renderPlanComment({ plan, findings: [{ ...missing, message: text, rule: text }] }));
        expect(html.match(/<(?:a|img|h1|h3|script|input|ul>\s*<li>\s*<input)/gu)).toBeNull();
        expect(html.match(/<h2>/gu)).toHaveLength(1);
        expect(html.match(/<tr>/gu)).toHaveLength(2);
      }),
    );
  });
});
