import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLockfile } from "../src/lockfile/parse-lockfile.ts";
import { toLocked } from "../src/lockfile/read-locked.ts";
import { scanLockfile } from "../src/lockfile/scan-lockfile.ts";

const lock = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

catalogs:
  default:
    '@s/x':
      specifier: ^1.0.0
      version: 1.2.0

importers:

  .:
    devDependencies:
      vitest:
        specifier: ^5.1.0
        version: 5.1.1(@types/node@24.0.0)

  packages/a:
    dependencies:
      '@s/x':
        specifier: 'catalog:'
        version: 1.2.0
      b:
        specifier: workspace:^
        version: link:../b
    dependenciesMeta:
      b:
        injected: true
    publishDirectory: dist

  packages/b: {}

packages:

  '@s/x@1.2.0':
    resolution: {integrity: sha512-x}
`;

function specifiers(text: string): unknown {
  const { importers } = toLocked(text, "pnpm-lock.yaml");
  return (
    importers &&
    [...importers].map(([dir, { line, ...fields }]) => [dir, line, ...Object.values(fields).map((of) => [...of])])
  );
}

const expected = [
  [".", 14, [], [["vitest", "^5.1.0"]], []],
  [
    "packages/a",
    20,
    [
      ["@s/x", "catalog:"],
      ["b", "workspace:^"],
    ],
    [],
    [],
  ],
  ["packages/b", 33, [], [], []],
];

test("specifiers come by folder and field with the folder's line, catalogs beside them", () => {
  expect(specifiers(lock)).toEqual(expected);
  expect(toLocked(lock, "pnpm-lock.yaml")).toMatchObject({
    file: "pnpm-lock.yaml",
    version: "9.0",
    catalogs: new Map([["default", new Map([["@s/x", "^1.0.0"]])]]),
    invalid: [],
  });
});

describe("the same lockfile is read", () => {
  test("with CRLF", () => {
    expect(specifiers(lock.replaceAll("\n", "\r\n"))).toEqual(expected);
  });

  test("behind the document in which pnpm locks itself, lines counted from the top of the file", () => {
    const own =
      "---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    packageManagerDependencies:\n      pnpm:\n        specifier: 12.0.0\n        version: 12.0.0\n\n---\n";
    const lines = own.split("\n").length - 1;
    const moved = expected.map(([dir, line, ...fields]) => [dir, Number(line) + lines - 0, ...fields]);
    expect(specifiers(own + lock)).toEqual(moved);
  });

  test.each([
    ["a comment", (text: string) => text.replace("  packages/a:", "# by hand\n  packages/a:")],
    [
      "a flow map",
      (text: string) =>
        text.replace(
          "\n        specifier: workspace:^\n        version: link:../b",
          " {specifier: workspace:^, version: x}",
        ),
    ],
    ["double quotes with an escape", (text: string) => text.replace("workspace:^", String.raw`"workspace:\x5e"`)],
    [
      "a folded scalar",
      (text: string) => text.replace("specifier: workspace:^", "specifier: >-\n          workspace:^"),
    ],
    ["another indentation", (text: string) => text.replaceAll(/^( +)(?=\S)/gmu, "$1$1")],
  ])("with %s, which the scan leaves to the parser", (_, change) => {
    const changed = change(lock);
    expect(changed).not.toBe(lock);
    expect(scanLockfile(changed)).toBeUndefined();
    const found = specifiers(changed) as readonly (readonly unknown[])[];
    expect(found.map(([dir, , ...fields]) => [dir, ...fields])).toEqual(
      expected.map(([dir, , ...fields]) => [dir, ...fields]),
    );
  });
});

test.each([
  [
    "a merge conflict",
    lock.replace("  packages/b:", "<<<<<<< ours\n  packages/b:"),
    33,
    "holds the marks of a merge conflict",
  ],
  [
    "a key stated twice",
    lock.replace("  packages/b:", "  packages/a:"),
    33,
    "is no lockfile that pnpm reads: Map keys must be unique",
  ],
  ["no map", "- a\n", 1, "is no lockfile that pnpm reads: holds no map"],
])("%s is said with its line", (_, text, line, reason) => {
  const { invalid, importers } = toLocked(text, "pnpm-lock.yaml");
  expect(importers).toBeUndefined();
  expect(invalid).toMatchObject([
    { at: { file: "pnpm-lock.yaml", line }, reason: expect.stringContaining(reason) as string },
  ]);
});

test("a format whose importers hold no specifiers beside the versions has none", () => {
  expect(
    toLocked("lockfileVersion: 5.4\n\nimporters:\n\n  .:\n    specifiers:\n      a: ^1\n", "x").importers,
  ).toBeUndefined();
  expect(toLocked("lockfileVersion: '6.0'\n\ndependencies:\n  a:\n    specifier: ^1\n", "x").importers).toBeUndefined();
});

// A text as pnpm quotes it: plain where that is safe, otherwise in single quotes.
const quote = (text: string): string =>
  /^[a-z^~.\d][\w./^~>=<| -]*$/iu.test(text) && text.trim() === text ? text : `'${text.replaceAll("'", "''")}'`;
const name = fc.oneof(
  { weight: 20, arbitrary: fc.stringMatching(/^(?:@[a-z]{1,3}\/)?[a-z][a-z0-9.-]{0,8}$/u) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("constructor", "__proto__", "true", "null", "1", "'quoted'", "a: b", "# x", "-", "{}"),
  },
);
const specifier = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom("^1.0.0", "catalog:", "workspace:*", ">=1 <2 || 3", "*", "npm:@s/a@^2", "1"),
  },
  { weight: 1, arbitrary: fc.constantFrom("it's", "{}", "x # y", "a: b", "a:", "-", "null") },
  {
    weight: 1,
    arbitrary: fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom(...Array.from("ab1.:^~*#' @/-{}[]|>&!%")),
    }),
  },
);
const deps = fc.dictionary(name, specifier, { maxKeys: 4, noNullPrototype: false });
const importer = fc.record({ dependencies: deps, devDependencies: deps, optionalDependencies: deps });
const world = fc.dictionary(fc.stringMatching(/^(?:\.|[a-z]{1,4}(?:\/[a-z]{1,4}){0,2})$/u), importer, { maxKeys: 5 });

function render(
  importers: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>,
): string {
  const blocks = Object.entries(importers).map(([dir, fields]) => {
    const lines = Object.entries(fields).flatMap(([field, entries]) =>
      Object.keys(entries).length === 0
        ? []
        : [
            `    ${field}:`,
            ...Object.entries(entries).flatMap(([key, raw]) => [
              `      ${quote(key)}:`,
              `        specifier: ${quote(raw)}`,
              "        version: 1.0.0",
            ]),
          ],
    );
    return lines.length === 0 ? `  ${dir}: {}` : [`  ${dir}:`, ...lines].join("\n");
  });
  return `lockfileVersion: '9.0'\n\nimporters:\n\n${blocks.join("\n\n")}\n\npackages: {}\n`;
}

test("the scan by lines agrees with the parser, or leaves the text to it", () => {
  let scanned = 0;
  fc.assert(
    fc.property(world, (importers) => {
      const text = render(importers);
      const scan = scanLockfile(text);
      if (scan === undefined) return;
      scanned += 1;
      expect(scan).toEqual(parseLockfile(text));
    }),
  );
  expect(scanned).toBeGreaterThan(20);
});

test.each(["&a catalogs:", "'catalogs':", "? catalogs\n:"])(
  "a section's head written as %j is left to the parser",
  (head) => {
    const odd = lock.replace("catalogs:", head);
    expect(scanLockfile(odd)).toBeUndefined();
    expect(toLocked(odd, "pnpm-lock.yaml").catalogs).toEqual(new Map([["default", new Map([["@s/x", "^1.0.0"]])]]));
  },
);

test("where a line is damaged, the scan agrees with the parser, or leaves the text to it", () => {
  const damage = fc.record({
    at: fc.nat(lock.indexOf("packages:\n\n  '")),
    text: fc.constantFrom("", " ", "\n", "'", '"', ":", "#", "- ", "  x: y\n", "\t", "?", "&a ", "~"),
  });
  fc.assert(
    fc.property(damage, ({ at, text }) => {
      const damaged = lock.slice(0, at) + text + lock.slice(at + (text === "" ? 1 : 0));
      const scan = scanLockfile(damaged);
      const parsed = parseLockfile(damaged);
      if (scan !== undefined && !("problem" in parsed)) expect(scan).toEqual(parsed);
    }),
  );
});
