import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReleaserError, type Finding } from "@releaser/core";
import { repositoryRoot } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline, renderBaseline, toBaseline } from "../src/baseline.ts";
import { recognise } from "../src/recognise.ts";

const text = fc.string({ unit: "binary", minLength: 1 }).map((said) => said.toWellFormed());
const fingerprint = fc.stringMatching(/^[0-9a-f]{16}$/u);
const finding: fc.Arbitrary<Finding> = fc.record({
  rule: fc.constantFrom(
    "range/internal-excludes",
    "dep/external-mismatch",
    "tag/manifest-ahead",
    "meta/history-missing",
  ),
  level: fc.constantFrom("error", "warning", "info"),
  message: text,
  file: text,
  fingerprint,
});

const file = "release/skew-baseline.json";
const none: ReadonlySet<string> = new Set();

function of(findings: readonly Finding[], former?: Baseline, unjudged = none): Baseline {
  return toBaseline(findings, { file, former, unjudged });
}

describe("a baseline", () => {
  test("has a line for each finding, sorted, and nothing of the next run moves it", () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 8 }), (findings) => {
        const written = renderBaseline(of(findings));
        const known = findings.filter(({ rule }) => rule !== "meta/history-missing");
        expect(written.split("\n")).toHaveLength(known.length === 0 ? 5 : known.length + 6);
        expect(parseBaseline(written, file)).toEqual(of(findings));
        expect(renderBaseline(of(findings.toReversed(), parseBaseline(written, file)))).toBe(written);
        expect(recognise(known, of(findings))).toMatchObject({ findings: [], missed: [] });
      }),
    );
  });

  test("keeps of the former one what could not be judged and was not found, and drops what is mended", () => {
    const entry = (rule: string, own: string): Finding => ({
      rule,
      level: "error",
      message: "m",
      file: "f",
      fingerprint: own,
    });
    const [a, b, c] = ["a".repeat(16), "b".repeat(16), "c".repeat(16)] as const;
    const former = of([
      entry("tag/manifest-ahead", a),
      entry("tag/manifest-ahead", b),
      entry("range/internal-excludes", c),
      entry("rule/gone", c),
    ]);
    const found = [entry("dep/external-mismatch", c), entry("tag/manifest-ahead", b)];
    const next = of(found, former, new Set(["tag/manifest-ahead"]));
    expect(next.entries.map(({ rule, fingerprint: own }) => [rule, own])).toEqual([
      ["dep/external-mismatch", c],
      ["tag/manifest-ahead", a],
      ["tag/manifest-ahead", b],
    ]);
  });

  test("knows as many findings of one fingerprint as it has entries, and tells which entries nothing was found for", () => {
    const one: Finding = { rule: "a/b", level: "error", message: "m", file: "f", fingerprint: "0".repeat(16) };
    const other = { ...one, message: "n", fingerprint: "1".repeat(16) };
    const baseline = of([one, one, other]);
    expect(recognise([one, one, one], baseline)).toEqual({
      findings: [one],
      suppressed: [
        { by: "baseline", finding: one },
        { by: "baseline", finding: one },
      ],
      missed: [{ index: 2, entry: baseline.entries[2] }],
    });
    expect(recognise([one], baseline).missed.map(({ index }) => index)).toEqual([1, 2]);
    expect(recognise([one], undefined)).toEqual({ findings: [one], suppressed: [], missed: [] });
  });
});

describe("a file that is no baseline is refused, as its contract refuses it", () => {
  const fixtures = join(repositoryRoot, ".sentinel/contracts/fixtures/skew-baseline.v1");
  const parsed = (name: string): unknown => {
    try {
      return parseBaseline(readFileSync(join(fixtures, name), "utf8"), file);
    } catch (error) {
      return error instanceof ReleaserError ? error.failure.code : error;
    }
  };

  test.each(readdirSync(join(fixtures, "bad")))("%s", (name) => {
    expect(parsed(join("bad", name))).toBe("E_BASELINE_INVALID");
  });

  test.each(readdirSync(join(fixtures, "good")))("%s is taken", (name) => {
    expect(parsed(join("good", name))).toHaveProperty("entries");
  });

  test("but not for a byte order mark at its head", () => {
    expect(parseBaseline(`\uFEFF${renderBaseline({ file, entries: [] })}`, file)).toEqual({ file, entries: [] });
  });

  test("with all of its problems, and what was left by a merge too", () => {
    const problemsOf = (said: string): string => {
      try {
        return JSON.stringify(parseBaseline(said, file));
      } catch (error) {
        return error instanceof ReleaserError ? error.failure.why : String(error);
      }
    };
    expect(problemsOf("[]")).toBe('"schema" must be "skew-baseline.v1"\n"findings" must be a list');
    expect(problemsOf('{"schema":"skew-baseline.v1","findings":[1,{}],"x":1}').split("\n")).toHaveLength(3);
    expect(problemsOf("<<<<<<< ours\n{}\n")).toMatch(/^is no JSON: /u);
  });
});
