import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";

function eachTarball(dir: string, ...command: readonly string[]) {
  const args = [join(import.meta.dirname, "each-tarball.ts"), dir, ...command];
  const { status, stdout } = spawnSync(process.execPath, args, { env: cleanEnv(), encoding: "utf8" });
  return { status, stdout };
}

/** Passes for a file that holds "good", and says the file's name. */
const judge = [
  process.execPath,
  "-e",
  "const [file] = process.argv.slice(1); console.log(file); process.exit(fs.readFileSync(file, 'utf8') === 'good' ? 0 : 3)",
];

test("the program sees each tarball, and only those that failed are shown", () => {
  const dir = tempDir();
  for (const [name, text] of [
    ["a.tgz", "bad"],
    ["b.tgz", "good"],
    ["c.tgz", "bad"],
    ["d.txt", "bad"],
  ] as const) {
    writeFileSync(join(dir, name), text);
  }
  expect(eachTarball(dir, ...judge)).toEqual({ status: 1, stdout: `${join(dir, "a.tgz")}\n\n${join(dir, "c.tgz")}\n` });
});

test("where all pass nothing is said", () => {
  const dir = tempDir();
  writeFileSync(join(dir, "a.tgz"), "good");
  expect(eachTarball(dir, ...judge)).toEqual({ status: 0, stdout: "" });
});

test("a folder without tarballs and a program that is not there do not pass", () => {
  const dir = tempDir();
  expect(eachTarball(dir, ...judge)).toEqual({ status: 1, stdout: `there is no tarball in ${dir}\n` });
  writeFileSync(join(dir, "a.tgz"), "good");
  expect(eachTarball(dir, join(dir, "absent"))).toEqual({ status: 1, stdout: expect.stringContaining("ENOENT") });
});
