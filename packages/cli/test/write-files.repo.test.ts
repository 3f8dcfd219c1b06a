import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ReleaserError } from "@releaser/core";
import { tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { lookAt } from "../src/fix/look-at.ts";
import { writeFiles } from "../src/fix/write-files.ts";

type Files = Parameters<typeof writeFiles>[1];

function thrown(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error instanceof ReleaserError ? error.failure : error;
  }
  return undefined;
}

function folder(texts: Readonly<Record<string, string>>): string {
  const dir = tempDir();
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(dir, name), text);
  return dir;
}

describe("looking at a file that a fix is about", () => {
  test("gives its text with its byte order mark, and nothing for one that is not there", () => {
    const dir = folder({ "a.json": "\uFEFF{}\r\n" });
    expect(lookAt(dir, "a.json")).toEqual({ text: "\uFEFF{}\r\n" });
    expect(lookAt(dir, "new/b.json")).toEqual({ text: undefined });
  });

  test("refuses what leads outside, into git's folder, through a link, and bytes that are no text", () => {
    const dir = folder({ "a.json": "{}" });
    mkdirSync(join(dir, "real"));
    writeFileSync(join(dir, "real/b.json"), "{}");
    writeFileSync(join(dir, "latin"), Buffer.from([0x65, 0xe9]));
    symlinkSync(join(dir, "a.json"), join(dir, "link.json"));
    symlinkSync(join(dir, "real"), join(dir, "linked"));
    const why = (file: string): string | undefined => lookAt(dir, file).why;
    const outside = "it lies outside of what a fix may write";
    const names = [
      "../a.json",
      "/etc/passwd",
      "x/../../a",
      "C:/a",
      "x\\..\\a",
      "",
      "a//b",
      ".git/config",
      "sub/.GIT/hooks/x",
    ];
    expect(names.map(why)).toEqual(names.map(() => outside));
    expect(why("link.json")).toBe("it is a symbolic link");
    expect(why("linked/b.json")).toBe("linked is a symbolic link");
    expect(why("linked/new.json")).toBe("linked is a symbolic link");
    expect(why("real")).toBe("it is no regular file");
    expect(why("a.json/b")).toBe("a.json is no folder");
    expect(why("latin")).toBe("it is no UTF-8");
  });
});

describe("writing files", () => {
  test("replaces each, keeps its mode, makes new ones with their folders, and leaves nothing else behind", () => {
    const dir = folder({ "a.sh": "old", "b.txt": "b" });
    chmodSync(join(dir, "a.sh"), 0o751);
    writeFiles(dir, [
      { file: "a.sh", before: "old", after: "new" },
      { file: "sub/c.md", before: undefined, after: "c" },
    ]);
    expect(readFileSync(join(dir, "a.sh"), "utf8")).toBe("new");
    expect(statSync(join(dir, "a.sh")).mode & 0o777).toBe(0o751);
    expect(readFileSync(join(dir, "sub/c.md"), "utf8")).toBe("c");
    expect(readdirSync(dir, { recursive: true, encoding: "utf8" }).toSorted()).toEqual([
      "a.sh",
      "b.txt",
      "sub",
      "sub/c.md",
    ]);
  });

  test.each<[string, Files[number], RegExp]>([
    ["changed meanwhile", { file: "b", before: "other", after: "x" }, /it changed meanwhile/u],
    ["is there although it was to be new", { file: "b", before: undefined, after: "x" }, /it is there already/u],
    ["lies in a folder that is a file", { file: "a/b", before: undefined, after: "x" }, /ENOTDIR|EEXIST|no folder/u],
    ["is gone", { file: "c", before: "c", after: "x" }, /ENOENT/u],
    ["became a link", { file: "l", before: "a", after: "x" }, /it is a symbolic link/u],
  ])("writes nothing at all where one %s", (_, wrong, why) => {
    const dir = folder({ a: "a", b: "b" });
    symlinkSync(join(dir, "a"), join(dir, "l"));
    const failure = thrown(() => writeFiles(dir, [{ file: "a", before: "a", after: "new" }, wrong]));
    expect(failure).toMatchObject({ code: "E_FIX_WRITE", exit: 2, why: expect.stringMatching(why) });
    expect(failure).toMatchObject({
      why: expect.stringContaining(`nothing was written\nnot written: a, ${wrong.file}`),
    });
    expect([readFileSync(join(dir, "a"), "utf8"), readFileSync(join(dir, "b"), "utf8")]).toEqual(["a", "b"]);
    expect(readdirSync(dir).toSorted()).toEqual(["a", "b", "l"]);
    expect(existsSync(join(dir, "a/b"))).toBe(false);
  });

  test("puts back what it replaced, and takes away what it made, where somebody is there first at the last moment", () => {
    const dir = folder({ a: "a" });
    const late = {
      file: "sub/b",
      after: "x",
      asked: 0,
      get before(): undefined {
        this.asked += 1;
        if (this.asked === 3) writeFileSync(join(dir, "sub/b"), "theirs");
        return undefined;
      },
    };
    const failure = thrown(() =>
      writeFiles(dir, [
        { file: "a", before: "a", after: "new" },
        { file: "new/c", before: undefined, after: "c" },
        late,
      ]),
    );
    expect(failure).toMatchObject({
      code: "E_FIX_WRITE",
      why: expect.stringMatching(/EEXIST[^]*\nnothing was written\nnot written: a, new\/c, sub\/b$/u),
    });
    expect(readdirSync(dir, { recursive: true, encoding: "utf8" }).toSorted()).toEqual(["a", "sub", "sub/b"]);
    expect(readFileSync(join(dir, "a"), "utf8")).toBe("a");
    expect(readFileSync(join(dir, "sub/b"), "utf8")).toBe("theirs");
  });
});
