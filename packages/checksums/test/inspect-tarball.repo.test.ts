import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { archive, type ArchiveEntry, cleanEnv, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { checkEntryPoints, checkTarball, inspectTarball } from "../src/index.ts";

const manifest = { path: "package/package.json", content: '{"name":"a","version":"1.0.0"}' };

function write(bytes: Uint8Array): string {
  const path = join(tempDir(), "a-1.0.0.tgz");
  writeFileSync(path, bytes);
  return path;
}

const hostile = (problem: RegExp | string): object => ({
  failure: {
    code: "E_TARBALL_HOSTILE",
    exit: 6,
    what: typeof problem === "string" ? expect.stringContaining(problem) : expect.stringMatching(problem),
  },
});

test("what npm packs is listed, read and sound", async () => {
  const dir = tempDir();
  mkdirSync(join(dir, "lib"));
  writeFileSync(
    join(dir, "package.json"),
    JSON.stringify({ name: "@s/a", version: "1.4.0", main: "lib/x.js", files: ["lib"] }),
  );
  writeFileSync(join(dir, "lib/x.js"), "export {};\n");
  execFileSync("npm", ["pack", "--silent"], { cwd: dir, env: cleanEnv(), stdio: "pipe" });
  const contents = await inspectTarball(join(dir, "s-a-1.4.0.tgz"));
  expect(contents.entries.map(({ path }) => path).toSorted()).toEqual(["package/lib/x.js", "package/package.json"]);
  expect(contents.entries).toContainEqual({ path: "package/lib/x.js", type: "File", size: 11, mode: 0o644 });
  expect(checkTarball(contents, { name: "@s/a", version: "1.4.0" })).toEqual([]);
  expect(checkEntryPoints(contents)).toEqual({ installable: true, missing: [] });
});

describe("a hostile archive is refused, with its problem", () => {
  const cases: readonly (readonly [string, readonly ArchiveEntry[], string])[] = [
    ["climbing", [manifest, { path: "package/../../evil" }], "climbs out of its folder"],
    ["absolute", [manifest, { path: "/etc/passwd" }], "lies outside the folder package/"],
    ["another folder", [manifest, { path: "other/x" }], "lies outside the folder package/"],
    [
      "a symbolic link",
      [manifest, { path: "package/x", type: "SymbolicLink", linkpath: "/etc/passwd" }],
      "is a SymbolicLink",
    ],
    ["a hard link", [manifest, { path: "package/x", type: "Link", linkpath: "package/package.json" }], "is a Link"],
    ["a device", [manifest, { path: "package/x", type: "CharacterDevice" }], "is a CharacterDevice"],
    ["a pipe", [manifest, { path: "package/x", type: "FIFO" }], "is a FIFO"],
    ["only another case", [manifest, { path: "package/x" }, { path: "package/X" }], "is the same file as package/x"],
    ["a second manifest", [manifest, manifest], "is the same file as package/package.json"],
    ["a backslash", [manifest, { path: "package/..\\x" }], "has a backslash"],
    ["set user id", [manifest, { path: "package/x", mode: 0o4755 }], "runs with its owner's rights"],
    ["a bidi mark", [manifest, { path: "package/x\u202egpj.exe" }], "has control characters"],
    ["no manifest", [{ path: "package/x" }], "it has no readable package/package.json"],
    [
      "a manifest that is no object",
      [{ path: "package/package.json", content: "[]" }],
      "it has no readable package/package.json",
    ],
  ];
  test.each(cases)("%s", async (_, entries, problem) => {
    await expect(inspectTarball(write(gzipSync(archive(...entries))))).rejects.toMatchObject(hostile(problem));
  });

  test("all problems at once", async () => {
    const path = write(gzipSync(archive({ path: "/x" }, { path: "package/../y" })));
    await expect(inspectTarball(path)).rejects.toMatchObject(hostile(/outside.*climbs.*no readable/u));
  });

  test("too many entries, too many bytes, compressed twice, cut off, no archive", async () => {
    const many = archive(manifest, ...Array.from({ length: 50 }, (_, index) => ({ path: `package/${index}` })));
    await expect(inspectTarball(write(gzipSync(many)), { maxEntries: 20 })).rejects.toMatchObject(
      hostile("more entries or bytes"),
    );
    const bomb = gzipSync(Buffer.concat([archive(manifest).subarray(0, 1024), Buffer.alloc(64 << 20)]));
    await expect(inspectTarball(write(bomb), { maxUnpacked: 1 << 20 })).rejects.toMatchObject(
      hostile("more entries or bytes"),
    );
    await expect(inspectTarball(write(gzipSync(gzipSync(archive(manifest)))))).rejects.toMatchObject(
      hostile("compressed twice"),
    );
    await expect(inspectTarball(write(gzipSync(archive(manifest)).subarray(0, 60)))).rejects.toMatchObject(
      hostile("no sound gzip"),
    );
    await expect(inspectTarball(write(gzipSync(archive(manifest).subarray(0, 520))))).rejects.toMatchObject(
      hostile("Truncated input"),
    );
    await expect(inspectTarball(write(Buffer.from("hello")))).rejects.toMatchObject(hostile("no sound gzip"));
  });
});
