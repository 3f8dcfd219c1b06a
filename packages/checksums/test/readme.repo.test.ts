import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { checksums } from "./run-checksums.ts";

const readme = readFileSync(join(repositoryRoot, "packages/checksums/README.md"), "utf8");

/** The command lines of the README, without `npx @releaser/checksums`. */
const lines = [...readme.matchAll(/^npx @releaser\/checksums (.+)$/gmu)].map(([, line = ""]) => line.split(" "));

test("the lines for CI run as they stand: what is recorded verifies, and what changed does not", async () => {
  const dir = tempDir();
  mkdirSync(join(dir, "dist"));
  writeFileSync(join(dir, "dist/tool.zip"), "tool");
  const [record = [], verify = []] = lines;
  expect([record[0], verify[0]]).toEqual(["record", "verify"]);
  expect(await checksums(record, dir)).toMatchObject({ code: 0, stderr: "" });
  expect(await checksums(verify, dir)).toMatchObject({ code: 0, stderr: "" });
  writeFileSync(join(dir, "dist/tool.zip"), "other");
  expect(await checksums(verify, dir)).toMatchObject({ code: 6 });
});

test("every line is one that the command understands", async () => {
  const dir = tempDir();
  const verbs = await Promise.all(
    [...new Set(lines.map(([verb = ""]) => verb))].map(async (verb) => (await checksums([verb, "--help"], dir)).stdout),
  );
  const known = verbs.join("\n");
  for (const option of lines.flat().filter((word) => word.startsWith("--"))) expect(known).toContain(option);
});
