import type { Finding } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { exempt } from "../src/exempt.ts";
import { type Exemption, exemptionInWords } from "../src/exemptions.ts";

const finding: Finding = {
  rule: "range/internal-excludes",
  level: "error",
  message: "@s/a is 1.4.0 here, which ^2.0.0 does not admit",
  package: "@s/b",
  dependency: "@s/a",
  file: "apps/[id]/package.json",
  fingerprint: "0123456789abcdef",
};
const whole: Finding = { rule: "meta/unreadable", level: "error", message: "is no JSON", file: "x", fingerprint: "0" };

function exemption(stated: Partial<Exemption>): Exemption {
  return { at: { file: "releaser.config.json" }, reason: "because", ...stated };
}

describe("an exemption", () => {
  test.each<Partial<Exemption>>([
    { rules: ["meta/unreadable", "range/internal-excludes"] },
    { rules: ["range/*"] },
    { package: "@s/b" },
    { package: "@s/*" },
    { dependency: "@s/a" },
    { dependency: "@{s,t}/*" },
    { file: "apps/**" },
    { file: "apps/[id]/package.json" },
    { rules: ["range/*"], package: "@s/b", file: "apps/**", dependency: "@s/a" },
  ])("means what all that it states fits: %j", (stated) => {
    const { findings, suppressed } = exempt([finding, whole], [exemption(stated)], "2026-01-01");
    const [isWholeToo] = [stated.rules?.includes(whole.rule) === true];
    expect(findings).toEqual(isWholeToo ? [] : [whole]);
    expect(suppressed[0]).toEqual({ by: "exemption", reason: "because", finding });
  });

  test.each<Partial<Exemption>>([
    { rules: ["range/internal"] },
    { rules: ["range"] },
    { package: "@s/a" },
    { package: "*" },
    { dependency: "@s/b" },
    { file: "apps/*" },
    { rules: ["range/*"], dependency: "@s/b" },
  ])("means nothing else: %j", (stated) => {
    const exempted = exempt([finding, whole], [exemption(stated)], "2026-01-01");
    expect(exempted).toEqual({ findings: [finding, whole], suppressed: [], met: new Set(), ended: new Map() });
  });

  test("holds through its last day, and afterwards tells how many findings count for it", () => {
    const ending = exemption({ rules: ["range/*"], until: "2026-02-28" });
    expect(exempt([finding], [ending], "2026-02-28").suppressed).toEqual([
      { by: "exemption", reason: "because", until: "2026-02-28", finding },
    ]);
    const over = exempt([finding, finding], [ending], "2026-03-01");
    expect(over).toEqual({
      findings: [finding, finding],
      suppressed: [],
      met: new Set([ending]),
      ended: new Map([[ending, 2]]),
    });
  });

  test("of several that hold the first gives the reason and each is of use; one that has ended is not", () => {
    const ended = exemption({ rules: ["range/*"], until: "2025-12-31" });
    const [first, second] = [exemption({ package: "@s/b", reason: "first" }), exemption({ dependency: "@s/a" })];
    const { suppressed, met, ended: over } = exempt([finding], [ended, first, second], "2026-01-01");
    expect(suppressed.map(({ reason }) => reason)).toEqual(["first"]);
    expect([met, over]).toEqual([new Set([first, second]), new Map()]);
  });

  test("says in words what it is for", () => {
    expect(exemptionInWords(exemption({ rules: ["a/b", "c/*"], package: "p", file: "f", dependency: "d" }))).toBe(
      "the exemption for a/b, c/*, the package p, the file f, the dependency d",
    );
  });
});
