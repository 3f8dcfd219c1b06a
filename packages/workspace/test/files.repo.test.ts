import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { diskFiles } from "@releaser/workspace";
import { expect, test } from "vitest";

test("a file that is longer than what is read at once is read whole, unless it is longer than is admitted", () => {
  const dir = tempDir();
  const text = `x${"ä".repeat(40_000)}`;
  writeFileSync(join(dir, "long"), text);
  const files = diskFiles(dir);
  expect(files.read("long")).toBe(text);
  expect([files.read("long", 80_001), files.read("long", 80_000)]).toEqual([text, undefined]);
  expect(files.read("long")).toBe(text);
});

test("a folder on disk: files are read, and nothing else is", () => {
  const dir = tempDir();
  mkdirSync(join(dir, "folder"));
  writeFileSync(join(dir, "folder/file"), "täxt");
  symlinkSync("folder/file", join(dir, "link"));
  symlinkSync("folder", join(dir, "away"));
  execFileSync("mkfifo", [join(dir, "pipe")]);
  const files = diskFiles(dir);
  expect(files.list(".").toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: "away", kind: "link" },
    { name: "folder", kind: "dir" },
    { name: "link", kind: "link" },
    { name: "pipe", kind: "other" },
  ]);
  expect(files.read("folder/file")).toBe("täxt");
  expect(files.size?.("folder/file")).toBe(5);
  for (const path of ["link", "absent", "folder", "folder/file/below"]) {
    expect([files.read(path), files.size?.(path)]).toEqual([undefined, undefined]);
  }
  expect([files.size?.("pipe"), files.read("pipe") ?? ""]).toEqual([undefined, ""]);
  expect(files.list("absent")).toEqual([]);
});
