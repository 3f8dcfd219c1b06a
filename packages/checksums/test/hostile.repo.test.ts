import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { hostileTarballs, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { hashFile, recordFile } from "../src/index.ts";
import { checksums, report } from "./run-checksums.ts";

const name = "acme-core-1.4.0.tgz";

/** A folder with `dist`, its record, and nothing else. */
async function recorded(): Promise<{ readonly dir: string; readonly record: string; readonly text: string }> {
  const dir = tempDir();
  mkdirSync(join(dir, "dist"));
  for (const file of ["a.zip", "b.zip"]) writeFileSync(join(dir, "dist", file), file);
  expect(await report(["record", "dist", "--version", "1.4.0", "--out", "."], dir)).toMatchObject({ ok: true });
  rmSync(join(dir, "1.4.0.intoto.json"));
  const record = join(dir, "1.4.0.txt");
  return { dir, record, text: readFileSync(record, "utf8") };
}

describe("hostile.38 a tarball with", () => {
  test.each(hostileTarballs({ name: "@acme/core", version: "1.4.0" }))(
    "$form is refused by inspect as a process, and nothing is unpacked; recorded it is hashed alone",
    async ({ bytes, says }) => {
      const dir = tempDir();
      writeFileSync(join(dir, name), bytes());
      const ran = await checksums(["inspect", name], dir);
      expect([ran.code, ran.stdout, ran.stderr]).toEqual([6, "", expect.stringContaining(says)]);
      expect(ran.stderr).toContain("E_TARBALL_HOSTILE");
      expect(await report(["inspect", name], dir)).toMatchObject({ exit: 6, entries: [] });
      expect(await report(["record", name, "--version", "1.4.0", "--out", "."], dir)).toMatchObject({ ok: true });
      expect(readdirSync(dir).toSorted()).toEqual(["1.4.0.intoto.json", "1.4.0.txt", name]);
    },
  );
});

describe("hostile.40 an artifact that is not the file that it was", () => {
  test("a link in its place is neither recorded nor verified", async () => {
    const { dir } = await recorded();
    writeFileSync(join(dir, "elsewhere"), "a.zip");
    rmSync(join(dir, "dist/a.zip"));
    symlinkSync("../elsewhere", join(dir, "dist/a.zip"));
    expect(await report(["record", "dist", "--version", "1.5.0"], dir)).toMatchObject({
      exit: 6,
      failures: [{ code: "E_ARTIFACT_NOT_REGULAR" }],
    });
    expect(await report(["verify", "1.4.0.txt", "--dir", "dist"], dir)).toMatchObject({
      exit: 6,
      problems: [{ file: "a.zip", problem: "not-regular" }],
    });
  });

  test("what is written to while it is read is not recorded, also where size and time of writing are put back", async () => {
    const path = join(tempDir(), "large.bin");
    writeFileSync(path, Buffer.alloc(48 << 20));
    const outcomeOf = recordFile(path).then(
      () => "recorded",
      (error: unknown) => error,
    );
    const handle = await open(path, "r+");
    const { atime, mtime } = await handle.stat();
    for (let outcome; outcome === undefined; outcome = await Promise.race([outcomeOf, setImmediate()])) {
      await handle.write(Buffer.from("x"), 0, 1, (48 << 20) - 1);
      await handle.utimes(atime, mtime);
    }
    await handle.close();
    expect(await outcomeOf).toMatchObject({ failure: { code: "E_ARTIFACT_CHANGED", exit: 6 } });
  });
});

describe("hostile.41 a checksum file with", () => {
  const hash = (text: string): string => /^[0-9a-f]{64}(?= {2}a)/mu.exec(text)?.[0] ?? "";
  const cases: readonly (readonly [string, (text: string) => string])[] = [
    ["a name that climbs", (text) => text.replace("a.zip", "../../../etc/passwd")],
    ["a name twice", (text) => text.replace("b.zip", "a.zip")],
    ["upper-case hex", (text) => text.replace(hash(text), hash(text).toUpperCase())],
    ["short hex", (text) => text.replace(hash(text), hash(text).slice(1))],
    ["MD5", (text) => text.replace(hash(text), hash(text).slice(32))],
    ["SHA-1", (text) => text.replace(hash(text), hash(text).slice(24))],
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["nothing", () => ""],
    ["garbage", (text) => text.replace(/.*a\.zip/u, "garbage")],
    ["trailing spaces", (text) => text.replace("a.zip", "a.zip  ")],
    ["no final newline", (text) => text.trimEnd()],
    ["bytes that are no UTF-8", (text) => text.replace("a.zip", "\u0080.zip")],
    ["no header", (text) => text.replaceAll(/^# .*\n/gmu, "")],
  ];
  test.each(cases)("%s is refused with the line, and no artifact is looked at", async (_, change) => {
    const { dir, record, text } = await recorded();
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(record, changed, "latin1");
    expect(await report(["verify", "1.4.0.txt", "--dir", "dist"], dir)).toMatchObject({
      exit: 6,
      problems: [],
      failures: [{ code: "E_CHECKSUMS_INVALID", what: expect.stringMatching(/^1\.4\.0\.txt .*\n {2}line \d/u) }],
    });
  });

  test("an artifact that is absent, or one that it does not list, is named", async () => {
    const { dir } = await recorded();
    const { sha256 } = await hashFile(join(dir, "dist/a.zip"));
    rmSync(join(dir, "dist/a.zip"));
    writeFileSync(join(dir, "dist/c.zip"), "");
    const ran = await checksums(["verify", "1.4.0.txt", "--dir", "dist"], dir);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringMatching(/a\.zip {2}missing[\s\S]*c\.zip {2}extra/u)]);
    expect(await report(["verify", "1.4.0.txt", "--dir", "dist"], dir)).toMatchObject({
      problems: [
        { file: "a.zip", problem: "missing", algorithm: "sha256", expected: sha256 },
        { file: "c.zip", problem: "extra" },
      ],
    });
  });
});
