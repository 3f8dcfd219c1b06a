import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, repo } from "@releaser/testkit";
import { sarifRunIn } from "@releaser/testkit/sarif";
import { expect, test } from "vitest";
import { auditIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const theirs = `on: pull_request
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - run: echo "\${{ github.head_ref }}"
`;

test("nothing is found in what wire wrote; what others wrote beside it is judged, from any folder, and nothing is written", async () => {
  const { dir, git } = gitRepo(acme());
  expect(await releaser(["wire"], { cwd: dir })).toMatchObject({ code: 0 });
  const wired = await releaser(["wire", "--audit"], { cwd: dir });
  expect(wired).toMatchObject({
    code: 0,
    stderr: "",
    stdout: "nothing found in 3 workflows\nnext: `releaser wire --check`\n",
  });
  writeFileSync(join(dir, ".github/workflows/theirs.yaml"), theirs);
  const before = git("status", "--porcelain", "--untracked-files=all");
  const ran = await releaser(["wire", "--audit", "--json"], { cwd: join(dir, "packages/core") });
  const report = auditIn(ran);
  expect([ran.code, report.ok, report.files.length]).toEqual([4, false, 4]);
  expect(report.findings).toMatchObject([
    { rule: "undocumented-permission", level: "info", file: ".github/workflows/theirs.yaml", line: 8 },
    { rule: "expression-in-script", level: "error", file: ".github/workflows/theirs.yaml", line: 10, column: 20 },
  ]);
  expect(git("status", "--porcelain", "--untracked-files=all")).toBe(before);
});

test("a workflow of ours is held to more: jobs that people added to it too", async () => {
  const { dir } = gitRepo(acme());
  await releaser(["wire"], { cwd: dir });
  const file = join(dir, ".github/workflows/ci.yml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("contents: read # the checkout", "contents: read"));
  const report = auditIn(await releaser(["wire", "--audit", "--json"], { cwd: dir }));
  expect(report.findings).toMatchObject([{ rule: "undocumented-permission", level: "warning" }]);
});

test("every format exits alike, and SARIF is valid", async () => {
  const { dir } = gitRepo(repo().file(".github/workflows/theirs.yml", theirs));
  const said = async (format: string) => await releaser(["wire", "--audit", "--format", format], { cwd: dir });
  const [human, github, sarif] = await Promise.all(["human", "github", "sarif"].map(said));
  expect([human?.code, github?.code, sarif?.code]).toEqual([4, 4, 4]);
  expect(human?.stdout).toContain("✗ expression-in-script  1 error");
  expect(github?.stdout).toContain("::error file=.github/workflows/theirs.yml,line=10,col=20,");
  expect(sarifRunIn(sarif?.stdout ?? "").results?.length).toBe(2);
});

test("what cannot be read is a finding; where there are no workflows nothing is found", async () => {
  const { dir } = gitRepo(repo().file("README.md", "x"));
  expect(await releaser(["wire", "--audit"], { cwd: dir })).toMatchObject({
    code: 0,
    stdout: "nothing found in 0 workflows\nnext: `releaser wire`\n",
  });
  mkdirSync(join(dir, ".github/workflows"), { recursive: true });
  symlinkSync("/etc/passwd", join(dir, ".github/workflows/link.yml"));
  writeFileSync(join(dir, ".github/workflows/bytes.yml"), Buffer.from([0x6f, 0xff, 0xfe]));
  writeFileSync(join(dir, ".github/workflows/broken.yml"), "jobs: [");
  const ran = await releaser(["wire", "--audit", "--json"], { cwd: dir });
  expect(auditIn(ran).findings.map(({ file, rule, message }) => [file, rule, message])).toEqual([
    [".github/workflows/broken.yml", "unreadable-workflow", expect.stringContaining("no YAML")],
    [".github/workflows/bytes.yml", "unreadable-workflow", expect.stringContaining("it is no UTF-8")],
    [".github/workflows/link.yml", "unreadable-workflow", expect.stringContaining("it is a symbolic link")],
  ]);
});

test("a format without the audit is refused", async () => {
  const { dir } = gitRepo(acme());
  const ran = await releaser(["wire", "--format", "sarif"], { cwd: dir });
  expect([ran.code, existsSync(join(dir, ".github"))]).toEqual([2, false]);
  expect(await releaser(["wire", "--audit", "--check"], { cwd: dir })).toMatchObject({ code: 2 });
});
