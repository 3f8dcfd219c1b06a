import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { expect, onTestFinished, test } from "vitest";
import { readIfThere } from "../src/release/read-if-there.ts";

test("the text of a file, also behind a link; nothing where there is no such file", () => {
  const dir = tempDir();
  writeFileSync(join(dir, "file"), "täxt");
  mkdirSync(join(dir, "folder"));
  symlinkSync("file", join(dir, "link"));
  symlinkSync("loop", join(dir, "loop"));
  const read = (name: string): string | undefined => readIfThere(join(dir, name));
  expect(["file", "link"].map(read)).toEqual(["täxt", "täxt"]);
  const none = ["absent", "file/below", "folder", "loop", "x".repeat(300), "a\0b"];
  expect(none.map(read)).toEqual(none.map(() => undefined));
});

test("what is there and cannot be read is not taken for absent", async () => {
  const path = join(tempDir(), "CHANGELOG.md");
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  expect(() => readIfThere(path)).toThrow("ENXIO");
});
