import fc from "fast-check";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/fix/apply-edits.ts";

const set = (pointer: string, value: string | null): { readonly pointer: string; readonly value: string | null } => ({
  pointer,
  value,
});

test.each([
  ["tabs and no newline at the end", '{\n\t"a" :\t"1"}', '{\n\t"a" :\t"2"}'],
  ["CRLF", '{\r\n  "a": "1",\r\n  "b": 1\r\n}\r\n', '{\r\n  "a": "2",\r\n  "b": 1\r\n}\r\n'],
  ["a byte order mark", '\uFEFF{"a":"1"}\n', '\uFEFF{"a":"2"}\n'],
  [
    "escapes and characters beyond the first plane",
    '{"\\u0062":"\\u00e9😀","a":"1"}',
    '{"\\u0062":"\\u00e9😀","a":"2"}',
  ],
  ["an escaped key", '{"\\u0061":"1"}', '{"\\u0061":"2"}'],
  ["comments and a comma at the end", '// x\n{ /* "a": "0" */ "a": "1", }', '// x\n{ /* "a": "0" */ "a": "2", }'],
  ["a key that stands twice", '{"a":"0","a":"1"}', '{"a":"0","a":"2"}'],
])("JSON: the bytes of the value alone change, with %s", (_, text, expected) => {
  expect(applyEdits("x.json", text, [set("/a", "2")])).toBe(expected);
});

test("JSON: pointers reach through objects, lists and escaped keys, and an entry goes with its comma", () => {
  const text = '{\n  "d": {\n    "@s/a": "1",\n    "~b": ["x", "y"]\n  }\n}\n';
  expect(applyEdits("x.json", text, [set("/d/@s~1a", "^2"), set("/d/~0b/1", "z")])).toBe(
    '{\n  "d": {\n    "@s/a": "^2",\n    "~b": ["x", "z"]\n  }\n}\n',
  );
  expect(applyEdits("x.json", text, [set("/d/~0b", null)])).toBe('{\n  "d": {\n    "@s/a": "1"\n  }\n}\n');
  expect(applyEdits("x.json", text, [set("/d/@s~1a", null)])).toBe('{\n  "d": {\n    "~b": ["x", "y"]\n  }\n}\n');
  const gone = ["/b", "/c"].map((pointer) => set(pointer, null));
  expect(applyEdits("x.json", '{ "a": 1, "b": 2, "c": 3 }', gone)).toBe('{ "a": 1 }');
  expect(applyEdits("x.json", '{ "b": 2, "c": 3 }', gone)).toBe("{  }");
});

test.each([
  ["JSON", "x.json", '{ "o": { "a": "1", } }', ["/o/a"], '{ "o": {  } }'],
  ["JSON of several that go", "x.json", '{ "a": "1", "b": "2"\n , }', ["/a", "/b"], "{  }"],
  ["JSON with an entry that stays", "x.json", '{ "a": "1", "b": "2", }', ["/b"], '{ "a": "1", }'],
  ["YAML", "x.yaml", "{ a: 1, }\n", ["/a"], "{  }\n"],
  ["YAML with an entry that stays", "x.yaml", "{ a: 1, b: 2, }\n", ["/b"], "{ a: 1, }\n"],
])("the last entry that goes leaves no comma over that the text ends with: %s", (_, file, text, pointers, expected) => {
  const edits = pointers.map((pointer) => set(pointer, null));
  expect(applyEdits(file, text, edits)).toBe(expected);
});

test.each([
  ["plain, before a comment", "a: 1.0 # why\nb: 2\n", "a: ^2 # why\nb: 2\n"],
  ["in single quotes", "a: '1'\n", "a: '^2'\n"],
  ["in double quotes, with a quoted key", '"a": "1"\r\n# end\r\n', '"a": "^2"\r\n# end\r\n'],
  ["behind an anchor and a tag", "a: &x !!str 1\nb: 1\n", "a: &x !!str ^2\nb: 1\n"],
  ["beside what refers to another", "a: 1\nb: &x 2\nc: *x\n", "a: ^2\nb: &x 2\nc: *x\n"],
  ["between braces", "x: 1\ny: { z: 1 }\na: 1", "x: 1\ny: { z: 1 }\na: ^2"],
  ["of several lines", "a: one\n  two\nb: 2\n", "a: ^2\nb: 2\n"],
  ["folded", "a: >-\r\n  one\r\n  two\r\nb: 2\r\n", "a: ^2\r\nb: 2\r\n"],
  ["with a byte order mark", "\uFEFFa: 1\n", "\uFEFFa: ^2\n"],
])("YAML: the bytes of a value alone change, %s", (_, text, expected) => {
  expect(applyEdits("x.yaml", text, [set("/a", "^2")])).toBe(expected);
});

test.each([
  ["1.10", '{ a: "1.10" }'],
  ["^1, <2", '{ a: "^1, <2" }'],
  ["*", '{ a: "*" }'],
  ["it's", "{ a: it's }"],
])("YAML: a value that plain YAML would read as something else is quoted: %s", (value, expected) => {
  expect(applyEdits("x.yml", "{ a: x }", [set("/a", value)])).toBe(expected);
});

describe("YAML: an entry is taken away", () => {
  test.each([
    ["with its line", "m:\n  a: 1 # x\n  # y\n  b: 2\n", ["/m/a"], "m:\n  # y\n  b: 2\n"],
    ["the last, without newline", "m:\r\n  a: 1\r\n  b: 2", ["/m/b"], "m:\r\n  a: 1\r\n"],
    ["all of a map", "m:\n  a: 1\n  b:\n    c: 2\nn: 1\n", ["/m/a", "/m/b/c"], "n: 1\n"],
    ["between braces", "m: { a: 1, b: 2, c: 3 }\n", ["/m/b", "/m/c"], "m: { a: 1 }\n"],
    ["the first between braces", "m: { a: 1, b: 2 }\n", ["/m/a"], "m: { b: 2 }\n"],
    ["of several lines", "m:\n  a: |\n    x\n    y\n  b: 2\n", ["/m/a"], "m:\n  b: 2\n"],
    ["with a number sign between quotes", 'm: { a: "x # y", b: 2 }\n', ["/m/a"], "m: { b: 2 }\n"],
    ["with a line of quoted text like a comment", 'm:\n  a: "x\n    # y"\n  b: 2\n', ["/m/a"], "m:\n  b: 2\n"],
    ["with a line of a block like a comment", "\uFEFFm:\n  a: |\n    # x\n  b: 2\n", ["/m/a"], "\uFEFFm:\n  b: 2\n"],
    ["that refers to another", "m:\n  a: &x 1\n  b: *x\n", ["/m/b"], "m:\n  a: &x 1\n"],
    ["together with all that refer to it", "m:\n  a: &x 1\n  b: *x\nn: 1\n", ["/m/a", "/m/b"], "n: 1\n"],
  ])("%s", (_, text, pointers, expected) => {
    expect(
      applyEdits(
        "x.yaml",
        text,
        pointers.map((pointer) => set(pointer, null)),
      ),
    ).toBe(expected);
  });
});

test("front matter of Markdown is edited by pointer, and the text below it never", () => {
  const text = '---\r\n"@s/a": patch # why\r\n---\r\n\r\n"@s/a": patch\r\n';
  expect(applyEdits(".changeset/x.md", text, [set("/@s~1a", "minor")])).toBe(
    '---\r\n"@s/a": minor # why\r\n---\r\n\r\n"@s/a": patch\r\n',
  );
});

test.each([
  ["x.json", "{", "/a", "2", "it is no JSON"],
  ["x.json", "{}", "/a", "2", "it has no /a"],
  ["x.json", '{"a":1}', "/a", "2", "/a is no text"],
  ["x.yaml", "a: [", "/a", "2", "it is no YAML"],
  ["x.yaml", "a: 1\na: 2\n", "/a", "2", "it is no YAML"],
  ["x.yaml", "b: &x 1\na: *x\n", "/a", "2", "/a is no text"],
  ["x.yaml", "a:\n", "/a", "2", "there is no value to replace"],
  ["x.yaml", "- a\n", "/0", null, "an item of a list cannot be taken away by itself"],
  ["x.yaml", "- a: 1\n  b: 2\n", "/0/a", null, "/0/a cannot be taken from its line"],
  ["x.yaml", "m:\n  # why\n  a: 1\n", "/m/a", null, "a comment would go with it"],
  ["x.yaml", "m:\n  a: &x 1\n  b: *x\n", "/m/a", null, "others refer to what stands at /m/a"],
  ["x.yaml", "a: &x 1\nb: *x\n", "/a", "2", "others refer to what stands at /a"],
  ["x.yaml", "m: &x\n  a: 1\n  b: 2\nn:\n  <<: *x\n", "/m/a", null, "others refer to what stands at /m/a"],
  ["x.yaml", "m: &x { a: 1 }\nn: *x\n", "/m/a", "2", "others refer to what stands at /m/a"],
  ["x.yaml", "m: { a: 1, # why\n  b: 2 }\n", "/m/b", null, "a comment would go with it"],
  ["x.yaml", 'm: { a: "#", # why\n  b: 2 }\n', "/m/a", null, "a comment would go with it"],
  ["x.yaml", "m:\n  a:\n    b: |\n      # x\n    # why\n    c: 1\n", "/m/a", null, "a comment would go with it"],
  ["x.json", '{ "a": 1, /* why */ "b": 2 }', "/a", null, "a comment would go with it"],
  ["x.json", '{ "a": 1, // why\n "b": 2 }', "/b", null, "a comment would go with it"],
  ["x.json", '{ "a": 1 /* why */, }', "/a", null, "a comment would go with it"],
  ["x.md", "no front matter", "/a", "2", "it has no front matter"],
  ["x.txt", "1", "/a", "2", "in a file of this kind no value can be found"],
  ["x.txt", "1", "", null, "no fix deletes a file"],
])("%s %j is not edited at %j: it is said why", (file, text, pointer, value, why) => {
  expect(() => applyEdits(file, text, [set(pointer, value)])).toThrow(why);
});

test("several new texts of one file stand side by side while they mean different places", () => {
  const text = "one 1.0\ntwo 1.0\nthree 1.0 1.0\n";
  const edits = ["one 2.0\ntwo 1.0\nthree 1.0 1.0\n", "one 1.0\ntwo 1.0\nthree 1.0 2.0\n"];
  expect(
    applyEdits(
      "README.md",
      text,
      edits.map((value) => set("", value)),
    ),
  ).toBe("one 2.0\ntwo 1.0\nthree 1.0 2.0\n");
  expect(() => applyEdits("README.md", text, [set("", "one 2.0\n"), set("", "one 3.0\n")])).toThrow("overlap");
});

const key = fc.stringMatching(/^[a-z@][a-z0-9/~-]{0,8}$/u);
const scalar = fc.oneof(
  fc.string(),
  fc.constantFrom("^1.0.0", "workspace:^", "1.10", "true", "null", "", "# x", "a: b"),
);
const pointerTo = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

describe("whatever the texts are", () => {
  const entries = fc.dictionary(key, scalar, { minKeys: 1, maxKeys: 6, noNullPrototype: true });

  test("JSON: one edit changes one value, and made twice it changes nothing more", () => {
    fc.assert(
      fc.property(entries, scalar, fc.constantFrom(undefined, 2, "\t"), (object, value, indent) => {
        const [name = ""] = Object.keys(object);
        const text = JSON.stringify(object, undefined, indent);
        const edit = [set(pointerTo(name), value)];
        const once = applyEdits("x.json", text, edit);
        expect(JSON.parse(once)).toEqual({ ...object, [name]: value });
        expect(applyEdits("x.json", once, edit)).toBe(once);
      }),
    );
  });

  test("YAML: one edit changes one value, in whatever style all of them are written, and made twice nothing more", () => {
    const styles = fc.constantFrom<(value: string) => string>(
      (value) => JSON.stringify(value),
      (value) =>
        /^[a-z^][\w.^/-]*$/u.test(value) && value !== "true" && value !== "null" ? value : JSON.stringify(value),
      (value) => (/^[ -~]*$/u.test(value) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)),
    );
    fc.assert(
      fc.property(entries, scalar, fc.tuple(styles, fc.boolean()), (object, value, [style, flow]) => {
        const lines = Object.entries(object).map(([name, of]) => `${JSON.stringify(name)}: ${style(of)}`);
        const text = flow ? `{ ${lines.join(", ")} } # §\n` : `${lines.join(" # §\n")}\n`;
        const [name = ""] = Object.keys(object);
        const edit = [set(pointerTo(name), value)];
        const once = applyEdits("x.yaml", text, edit);
        expect(parse(once)).toEqual({ ...object, [name]: value });
        expect(applyEdits("x.yaml", once, edit)).toBe(once);
        expect(once.split(" # §\n")).toHaveLength(text.split(" # §\n").length);
      }),
    );
  });

  test("a new text of a whole file is what stands there then", () => {
    const line = fc.constantFrom("a\n", "b\n", "b\r\n", "\n", "c", "1.0.0 x\n", "1.0.1 x\n");
    const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyEdits("x.txt", before, [set("", after)])).toBe(after);
      }),
    );
  });
});

test("JSON: what comes behind the items of a list is written as they are, in its order", () => {
  const edits = ["c", "d"].map((value, index) => ({ file: "a.json", pointer: `/x/0/${2 + index}`, value }));
  const appended = (text: string): string => applyEdits("a.json", text, edits);
  expect(appended('{ "x": [["a", "b"]] }')).toBe('{ "x": [["a", "b", "c", "d"]] }');
  expect(appended('{"x":[[\r\n\t"a", // 1\r\n\t"b"\r\n]]}')).toBe(
    '{"x":[[\r\n\t"a", // 1\r\n\t"b",\r\n\t"c",\r\n\t"d"\r\n]]}',
  );
  expect(() => appended('{ "x": [] }')).toThrow("it has no /x/0/2");
});
