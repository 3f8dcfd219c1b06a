import { anyText } from "@releaser/testkit";
import { ReleaserError } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChecksumRecord, parseChecksums, renderChecksums } from "../src/index.ts";

const hex = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`, "u"));
const record: fc.Arbitrary<ChecksumRecord> = fc.record({
  version: fc.constantFrom("1.4.0", "2.0.0-rc.1", "r-0123456789ab"),
  commit: hex(40),
  plan: hex(64),
  files: fc
    .uniqueArray(fc.record({ name: fc.stringMatching(/^[A-Za-z0-9_@][A-Za-z0-9_@-]{0,20}\.tgz$/u), sha256: hex(64) }), {
      minLength: 1,
      selector: ({ name }) => name.toLowerCase(),
    })
    .map((files) => files.toSorted((a, b) => (a.name < b.name ? -1 : 1))),
});

const small: ChecksumRecord = {
  version: "1.4.0",
  commit: "c".repeat(40),
  plan: "d".repeat(64),
  files: [
    { name: "a.tgz", sha256: "a".repeat(64) },
    { name: "plan.json", sha256: "b".repeat(64) },
  ],
};
const text = renderChecksums(small);

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    expect(error.failure).toMatchObject({ code: "E_CHECKSUMS_INVALID", exit: 6 });
    return error.failure.what.split("\n  ").slice(1);
  }
}

test("what is rendered reads back as what it was, in any order of files", () => {
  fc.assert(
    fc.property(record, (one) => {
      const shuffled = { ...one, files: one.files.toReversed() };
      expect(parseChecksums(renderChecksums(shuffled))).toEqual(one);
    }),
  );
});

test("any other text is refused: one changed character is another record or none", () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), anyText({ maxLength: 1 }), (at, character) => {
      fc.pre(text.charAt(at) !== character);
      const changed = text.slice(0, at) + character + text.slice(at + 1);
      let read: ChecksumRecord;
      try {
        read = parseChecksums(changed);
      } catch {
        return;
      }
      expect(read).not.toEqual(small);
      expect(renderChecksums(read)).toBe(changed);
    }),
  );
});

describe("every problem is named with its line", () => {
  const line = `${"a".repeat(64)}  a.tgz`;
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "an empty file",
      "",
      [
        'line 1: is not "# version: …"',
        "line 1: no artifact is listed",
        'line 2: is not "# commit: …"',
        'line 3: is not "# plan: …"',
      ],
    ],
    ["no artifacts", text.split("\n").slice(0, 3).join("\n") + "\n", ["line 4: no artifact is listed"]],
    ["a path", text.replace("a.tgz", "../../../etc/passwd"), ["line 4: the name has a path"]],
    ["a leading dash", text.replace("a.tgz", "-a.tgz"), ["line 4: the name starts with a dot or a dash"]],
    ["a duplicate", text.replace("plan.json", "a.tgz"), ["line 5: names a.tgz a second time"]],
    [
      "a duplicate but for case",
      text.replace("plan.json", "A.tgz").replace("a.tgz", "a.tgz"),
      ["line 5: names a.tgz a second time", "line 5: is not in the order of names"],
    ],
    ["upper case", text.replace("a".repeat(64), "A".repeat(64)), ["line 4: has a hash in upper case"]],
    ["a short hash", text.replace("a".repeat(64), "a".repeat(63)), ["line 4: has a hash of 63 digits and not 64"]],
    ["md5", text.replace("a".repeat(64), "a".repeat(32)), ["line 4: has MD5 and not SHA-256"]],
    ["sha1", text.replace("a".repeat(64), "a".repeat(40)), ["line 4: has SHA-1 and not SHA-256"]],
    ["CRLF", text.replace("a.tgz\n", "a.tgz\r\n"), ["line 4: has a carriage return"]],
    ["binary mark", text.replace("  a.tgz", " *a.tgz"), ["line 4: has no two spaces between hash and name"]],
    ["a trailing space", text.replace("a.tgz", "a.tgz "), ["line 4: has white space at its end"]],
    ["no last newline", text.trimEnd(), ["line 5: the last line has no newline"]],
    ["an empty line", text.replace(line, `${line}\n`), ["line 5: is empty"]],
    ["a stray header", text.replace(line, `${line}\n# x`), ["line 5: is a header that is unknown or out of place"]],
    ["garbage", text.replace(line, "hello"), ["line 4: is no checksum line"]],
    ["disorder", text.replace("a.tgz", "z.tgz"), ["line 5: is not in the order of names"]],
    ["a byte order mark", `\uFEFF${text}`, ['line 1: is not "# version: …"']],
    ["a wrong version", text.replace("1.4.0", "1.4"), ["line 1: states no version and no release key"]],
  ];
  test.each(cases)("%s", (_, changed, problems) => {
    const found = problemsOf(() => parseChecksums(changed));
    for (const problem of problems) expect(found).toContain(problem);
    expect(found.length).toBeGreaterThan(0);
  });

  test("all of them at once", () => {
    const changed = text
      .replace("1.4.0", "v1")
      .replace("a".repeat(64), "A".repeat(64))
      .replace("plan.json", "plan/x.json");
    expect(problemsOf(() => parseChecksums(changed)).map((problem) => problem.slice(0, 6))).toEqual([
      "line 1",
      "line 4",
      "line 5",
    ]);
  });
});

test("a record that could not be read back is not written", () => {
  expect(problemsOf(() => renderChecksums({ ...small, files: [] }))).toEqual(["line 4: no artifact is listed"]);
  expect(problemsOf(() => renderChecksums({ ...small, version: "1.4.0\n# x: y" })).length).toBeGreaterThan(0);
  expect(
    problemsOf(() => renderChecksums({ ...small, files: [{ name: "a\nb", sha256: "a".repeat(64) }] })).length,
  ).toBeGreaterThan(0);
});
