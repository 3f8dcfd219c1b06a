import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChecksumRecord, hashFile, renderChecksums, verifyDirectory } from "../src/index.ts";

async function released(): Promise<{ readonly dir: string; readonly record: ChecksumRecord }> {
  const dir = tempDir();
  const names = ["a-1.0.0.tgz", "notes.md", "plan.json"];
  for (const name of names) writeFileSync(join(dir, name), `content of ${name}`);
  const files = await Promise.all(
    names.map(async (name) => ({ name, sha256: (await hashFile(join(dir, name))).sha256 })),
  );
  return { dir, record: { version: "1.0.0", commit: "c".repeat(40), plan: "d".repeat(64), files } };
}

const judges = [
  ["sha256sum", ["-c", "--strict", "--quiet"]],
  ["shasum", ["-a", "256", "-c", "--strict"]],
] as const;

describe("hashFile", () => {
  test("gives what node's own hashes give, for any bytes", async () => {
    const path = join(tempDir(), "x");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300_000 }), async (bytes) => {
        writeFileSync(path, bytes);
        const sha512 = createHash("sha512").update(bytes);
        expect(await hashFile(path)).toEqual({
          sha256: createHash("sha256").update(bytes).digest("hex"),
          sha512: sha512.copy().digest("hex"),
          integrity: `sha512-${sha512.digest("base64")}`,
          size: bytes.length,
        });
      }),
      { numRuns: 30 },
    );
  });

  test("a link, a folder and a pipe are no artifacts, and none is waited for", async () => {
    const dir = tempDir();
    writeFileSync(join(dir, "file"), "x");
    symlinkSync("file", join(dir, "link"));
    mkdirSync(join(dir, "folder"));
    execFileSync("mkfifo", [join(dir, "pipe")]);
    const refused = { failure: { code: "E_ARTIFACT_NOT_REGULAR", exit: 6 } };
    await expect(hashFile(join(dir, "link"))).rejects.toMatchObject(refused);
    await expect(hashFile(join(dir, "folder"))).rejects.toMatchObject(refused);
    await expect(hashFile(join(dir, "pipe"))).rejects.toMatchObject(refused);
    await expect(hashFile(join(dir, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe.each(judges)("%s", (program, args) => {
  test("accepts what was recorded, headers and all, and refuses one flipped byte", async (context) => {
    if (spawnSync(program, ["--version"]).error) context.skip(`${program} is not installed`);
    const { dir, record } = await released();
    const judge = (one: ChecksumRecord): number | null =>
      spawnSync(program, args, { cwd: dir, input: renderChecksums(one) }).status;
    const check = (): number | null => judge(record);
    expect([check(), judge({ ...record, commit: undefined, plan: undefined })]).toEqual([0, 0]);
    writeFileSync(join(dir, "notes.md"), "content of notes.mD");
    expect(check()).not.toBe(0);
  });
});

describe("verifyDirectory", () => {
  test("finds nothing in what was recorded", async () => {
    const { dir, record } = await released();
    expect(await verifyDirectory(record, dir)).toEqual([]);
    writeFileSync(join(dir, "1.0.0.txt"), renderChecksums(record));
    expect(await verifyDirectory(record, dir, { beside: ["1.0.0.txt"] })).toEqual([]);
  });

  test("names what is missing, different, extra or no file", async () => {
    const { dir, record } = await released();
    rmSync(join(dir, "a-1.0.0.tgz"));
    writeFileSync(join(dir, "notes.md"), "other");
    writeFileSync(join(dir, "extra"), "x");
    rmSync(join(dir, "plan.json"));
    symlinkSync("extra", join(dir, "plan.json"));
    const [a, notes, planFile] = record.files;
    expect(await verifyDirectory(record, dir)).toEqual([
      { file: "a-1.0.0.tgz", problem: "missing", algorithm: "sha256", expected: a?.sha256 },
      { file: "extra", problem: "extra" },
      {
        file: "notes.md",
        problem: "different",
        algorithm: "sha256",
        expected: notes?.sha256,
        found: createHash("sha256").update("other").digest("hex"),
      },
      { file: "plan.json", problem: "not-regular", algorithm: "sha256", expected: planFile?.sha256 },
    ]);
  });

  test("one flipped byte anywhere is found", async () => {
    const { dir, record } = await released();
    const content = Buffer.from("content of plan.json");
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const flipped = Buffer.from(content);
        flipped.writeUInt8(flipped.readUInt8(at) ^ flip, at);
        writeFileSync(join(dir, "plan.json"), flipped);
        expect(await verifyDirectory(record, dir)).toMatchObject([{ file: "plan.json", problem: "different" }]);
      }),
    );
  });
});
