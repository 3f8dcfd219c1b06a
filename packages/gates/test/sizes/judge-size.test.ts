import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeGrowth, isWithin, judgeSize, type PackageSize, toSizeLimits } from "../../src/index.ts";

const limits = toSizeLimits({});
const sized = (packed: number, files: Readonly<Record<string, number>>): PackageSize => ({
  packed,
  files: Object.entries(files).map(([path, size]) => ({ path: `package/${path}`, size })),
});
const before = sized(100_000, { "index.js": 300_000, "README.md": 2000 });

describe("what grew too much", () => {
  test("is told with its sizes and the files that it grew by", () => {
    const now = sized(190_000, { "index.js": 301_000, "new.wasm": 200_000, "README.md": 1000 });
    const verdict = judgeSize(before, now, limits);
    expect(verdict).toEqual({
      grown: [
        { measure: "packed", before: 100_000, after: 190_000 },
        { measure: "unpacked", before: 302_000, after: 502_000 },
      ],
      files: [
        { path: "package/new.wasm", before: 0, after: 200_000 },
        { path: "package/index.js", before: 300_000, after: 301_000 },
      ],
    });
    expect(describeGrowth(verdict)).toEqual([
      "190.0 kB packed, before 100.0 kB (+90%)",
      "502.0 kB unpacked, before 302.0 kB (+66%)",
      "  +200.0 kB  new.wasm (new)",
      "  +1.0 kB  index.js",
    ]);
  });

  test("is nothing of a small package, however often it doubles, and nothing below the limit", () => {
    expect(judgeSize(sized(1000, { a: 2000 }), sized(9000, { a: 40_000 }), limits)).toEqual({ grown: [], files: [] });
    expect(judgeSize(before, sized(119_000, { a: 360_000 }), limits).grown).toEqual([]);
  });

  test("is the number of files too", () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, nth) => [`src/${nth}.ts`, 10]));
    const verdict = judgeSize(sized(1000, { a: 10 }), sized(2000, many), limits);
    expect(verdict.grown).toEqual([{ measure: "files", before: 1, after: 40 }]);
    expect(describeGrowth(verdict).at(-1)).toBe("  and 30 more");
  });

  test("what the registry tells alone says the same of bytes and files", () => {
    const size = fc.record({
      packed: fc.nat(1_000_000),
      files: fc.array(fc.record({ path: fc.string(), size: fc.nat(500_000) }), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(size, size, (a, b) => {
        const told = { unpacked: a.files.reduce((sum, file) => sum + file.size, 0), files: a.files.length };
        const grown = judgeSize(a, b, limits).grown.filter(({ measure }) => measure !== "packed");
        expect(isWithin(told, b, limits)).toBe(grown.length === 0);
      }),
    );
  });
});

test.each([
  [{}, { ratio: 0.2, bytes: 50_000, files: 20 }],
  [
    { grow: "5 %", ignoreBelow: "1.5 MiB" },
    { ratio: 0.05, bytes: 1_572_864, files: 20 },
  ],
  [
    { grow: "100%", ignoreBelow: "10B" },
    { ratio: 1, bytes: 10, files: 20 },
  ],
])("limits as they are written: %j", (config, expected) => {
  expect(toSizeLimits(config)).toEqual(expected);
});
