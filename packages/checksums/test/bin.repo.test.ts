import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, repo, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { hashFile, parseChecksums, parseStatement } from "../src/index.ts";
import { checksums, report } from "./run-checksums.ts";

/** A folder with two artifacts in `dist`. */
function artifacts(dir: string = tempDir()): string {
  mkdirSync(join(dir, "dist"));
  writeFileSync(join(dir, "dist/tool-linux.zip"), "linux");
  writeFileSync(join(dir, "dist/tool-mac.zip"), "mac");
  return dir;
}

async function recorded(): Promise<string> {
  const dir = artifacts();
  expect(await report(["record", "dist", "--version", "1.4.0"], dir)).toMatchObject({ ok: true });
  return dir;
}

const read = (dir: string, name: string): string => readFileSync(join(dir, "release/checksums", name), "utf8");

describe("record", () => {
  test("any artifacts, outside of git and without a plan: a checksum file that says so, and its statement", async () => {
    const dir = await recorded();
    expect(readdirSync(join(dir, "release/checksums")).toSorted()).toEqual(["1.4.0.intoto.json", "1.4.0.txt"]);
    const record = parseChecksums(read(dir, "1.4.0.txt"));
    expect(record).toEqual({
      version: "1.4.0",
      commit: undefined,
      plan: undefined,
      files: [
        { name: "tool-linux.zip", sha256: (await hashFile(join(dir, "dist/tool-linux.zip"))).sha256 },
        { name: "tool-mac.zip", sha256: (await hashFile(join(dir, "dist/tool-mac.zip"))).sha256 },
      ],
    });
    const statement = parseStatement(read(dir, "1.4.0.intoto.json"));
    expect([statement.commit, statement.plan, statement.repository]).toEqual([undefined, undefined, undefined]);
    expect(statement.subjects.map(({ name, sha256 }) => ({ name, sha256 }))).toEqual(record.files);
  });

  test("in a repository the commit and the remote are stated, twice the same bytes, and changed files are told", async () => {
    const { dir, git } = gitRepo(repo().pkg("@s/a@1.0.0"), { origin: true });
    artifacts(dir);
    const head = git("rev-parse", "HEAD");
    const once = await checksums(["record", "dist/*.zip", "--version", "1.4.0"], dir);
    expect(once).toMatchObject({ code: 0, stderr: "" });
    expect(once.stdout).not.toContain("note:");
    const [text, said] = [read(dir, "1.4.0.txt"), read(dir, "1.4.0.intoto.json")];
    expect(parseChecksums(text)).toMatchObject({ commit: head });
    expect(parseStatement(said)).toMatchObject({ commit: head, repository: expect.stringMatching(/^git\+/u) });
    writeFileSync(join(dir, "packages/a/package.json"), "{}");
    expect((await checksums(["record", "dist", "--version", "1.4.0"], dir)).stdout).toContain("note: tracked files");
    expect([read(dir, "1.4.0.txt"), read(dir, "1.4.0.intoto.json")]).toEqual([text, said]);
    expect(await report(["record", "dist", "--version", "1.4.0", "--commit", "none"], dir)).toMatchObject({
      commit: null,
    });
  });

  test("artifacts with names that a release page of Releaser uses are recorded like any other, and verified", async () => {
    const dir = artifacts();
    const names = ["1.4.0.smoke.json", "dist-tags.json", "evidence.json"];
    for (const name of names) writeFileSync(join(dir, "dist", name), name);
    const { files } = await report(["record", "dist", "--version", "1.4.0", "--out", "dist"], dir);
    expect(files.map(({ name }) => name)).toEqual([...names, "tool-linux.zip", "tool-mac.zip"]);
    const record = "dist/1.4.0.txt";
    expect(await report(["verify", record, "--dir", "dist"], dir)).toMatchObject({ ok: true });
  });

  test("what cannot be recorded is refused with every problem, and nothing is written", async () => {
    const dir = artifacts();
    mkdirSync(join(dir, "more/deep"), { recursive: true });
    writeFileSync(join(dir, "more/TOOL-mac.zip"), "x");
    writeFileSync(join(dir, "more/.npmrc"), "x");
    const refused = await report(["record", "dist", "more", "none*.zip", "--version", "1.4.0"], dir);
    expect(refused.failures.map(({ code, details }) => [code, details?.["problems"]])).toEqual([
      [
        "E_ARTIFACTS_UNFIT",
        [
          "more holds the folder deep: name what is in it by a pattern",
          "nothing is there by the name of none*.zip",
          '".npmrc": the name starts with a dot or a dash',
          "tool-mac.zip has the name of another artifact, TOOL-mac.zip",
        ],
      ],
    ]);
    symlinkSync("tool-mac.zip", join(dir, "dist/link.zip"));
    const link = await report(["record", "dist", "--version", "1.4.0"], dir);
    expect([link.exit, link.failures.map(({ code }) => code)]).toEqual([6, ["E_ARTIFACT_NOT_REGULAR"]]);
    expect(readdirSync(dir).toSorted()).toEqual(["dist", "more"]);
  });
});

describe("verify", () => {
  test("a folder and files that are what was recorded, and each way in which they are not", async () => {
    const dir = await recorded();
    expect(await checksums(["verify", "--dir", "dist"], dir)).toEqual(
      expect.objectContaining({ code: 0, stdout: "1.4.0.txt: version 1.4.0, commit none\n  ✓ dist: 2 of 2 equal\n" }),
    );
    const record = "release/checksums/1.4.0.txt";
    expect(await report(["verify", record, "dist/tool-mac.zip"], dir)).toMatchObject({ ok: true });
    expect(await report(["verify", record, "dist/tool-mac.zip", record], dir)).toMatchObject({
      exit: 6,
      problems: [{ file: "1.4.0.txt", problem: "extra" }],
    });

    const { sha256, sha512 } = await hashFile(join(dir, "dist/tool-linux.zip"));
    writeFileSync(join(dir, "dist/tool-linux.zip"), "linuX");
    rmSync(join(dir, "dist/tool-mac.zip"));
    writeFileSync(join(dir, "dist/more"), "");
    const other = await hashFile(join(dir, "dist/tool-linux.zip"));
    const found = await report(["verify", "--dir", "dist"], dir);
    expect([found.exit, found.problems]).toEqual([
      6,
      [
        { file: "more", problem: "extra" },
        { file: "tool-linux.zip", problem: "different", algorithm: "sha256", expected: sha256, found: other.sha256 },
        { file: "tool-linux.zip", problem: "different", algorithm: "sha512", expected: sha512, found: other.sha512 },
        expect.objectContaining({ file: "tool-mac.zip", problem: "missing" }),
      ],
    ]);
    const { code, stderr } = await checksums(["verify", "--dir", "dist", "--beside", "more"], dir);
    expect([code, stderr]).toEqual([6, expect.stringContaining(`sha256 expected ${sha256} found ${other.sha256}`)]);
    expect(stderr).not.toContain("extra");
  });

  test("what a release page of Releaser holds unrecorded is extra in any other folder", async () => {
    const dir = await recorded();
    const names = ["1.4.0.smoke.json", "body.md", "dist-tags.json", "evidence.json", "release.json"];
    for (const name of names) writeFileSync(join(dir, "dist", name), "x");
    expect(await report(["verify", "--page", "dist"], dir)).toMatchObject({ ok: true });
    expect(await report(["verify", "--dir", "dist"], dir)).toMatchObject({
      exit: 6,
      problems: names.map((file) => ({ file, problem: "extra" })),
    });
  });

  test("a statement beside the record that says otherwise is named", async () => {
    const dir = await recorded();
    const path = join(dir, "release/checksums/1.4.0.intoto.json");
    const { sha256 } = await hashFile(join(dir, "dist/tool-mac.zip"));
    writeFileSync(path, readFileSync(path, "utf8").replace(sha256, "0".repeat(64)));
    expect(await report(["verify", "--dir", "dist"], dir)).toMatchObject({
      exit: 6,
      problems: [{ file: "1.4.0.intoto.json", problem: "different", why: expect.stringContaining("tool-mac.zip") }],
    });
    rmSync(path);
    expect(await report(["verify", "--dir", "dist"], dir)).toMatchObject({ ok: true });
  });

  test("what was not said is asked for, with exit 2", async () => {
    const dir = await recorded();
    const codes = async (args: readonly string[]): Promise<unknown> => {
      const { exit, failures } = await report(args, dir);
      return [exit, ...failures.map(({ code }) => code)];
    };
    expect(await codes(["verify"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["verify", "--dir", "none"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["verify", "none.txt", "--dir", "dist"])).toEqual([2, "E_RECORD_ABSENT"]);
    expect(await codes(["verify", "dist", "--dir", "dist"])).toEqual([2, "E_RECORD_ABSENT"]);
    expect(await codes(["verify", "--registry", "ftp://example.test"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["verify", "--package", "x", "--dir", "dist"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["verify", "--package", "x@1.0.0", "--dir", "dist"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["verify", "--registry", "https://example.test"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["record", "dist"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    expect(await codes(["veryfy"])).toEqual([2, "E_CHECKSUMS_USAGE"]);
    writeFileSync(join(dir, "release/checksums/1.5.0.txt"), "");
    expect(await codes(["verify", "--dir", "dist"])).toEqual([2, "E_RECORD_ABSENT"]);
  });
});
