import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { cleanEnv, gitRepo, repo, repositoryRoot, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";

/** Stands where npx is looked up: notes what it is asked for, and ends as the variable of that name says. */
const npx = `#!/usr/bin/env bash
shift 2
echo "$*" >> "$ASKED"
case $1 in
  exec) shift; exec "$@" ;;
  test) for word in "$@"; do case $word in --outputFile.json=*) [ -z "$REPORT" ] || echo "$REPORT" > "\${word#*=}" ;; esac; done
    exit "\${END_TEST:-0}" ;;
  check) exit "\${END_CHECK:-0}" ;;
  rehearse) [ -z "\${STRAY:-}" ] || touch stray; exit "\${END_REHEARSE:-0}" ;;
  install) exit "\${END_INSTALL:-0}" ;;
esac
`;

const numbers = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 0, testResults: [] };

/** Runs `.ci/run` in a repository of its own: exit, the last line, and what was asked for in turn. */
function ciRun(parts: Readonly<Record<string, string>> = {}) {
  const { dir, git } = gitRepo(repo());
  for (const file of [".ci/run", "tools/ci-summary.ts", "tools/sum-report.ts"]) {
    cpSync(join(repositoryRoot, file), join(dir, file));
  }
  git("add", "--all");
  git("commit", "--quiet", "--message", "ci");
  const place = tempDir();
  writeFileSync(join(place, "npx"), npx);
  chmodSync(join(place, "npx"), 0o755);
  const path = [place, dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const asked = join(place, "asked");
  const env = cleanEnv({ PATH: path, ASKED: asked, REPORT: JSON.stringify(numbers), ...parts });
  const { status, stdout } = spawnSync("bash", [".ci/run"], { cwd: dir, env, encoding: "utf8" });
  const verbs = readFileSync(asked, "utf8")
    .split("\n")
    .flatMap((line) => line.split(" ")[0] || []);
  return { status, last: stdout.trimEnd().split("\n").at(-1), verbs, stdout };
}

const all = ["install", "test", "check", "rehearse", "exec"];

test("where every part passes, the last line has vitest's numbers and the exit is 0", () => {
  expect(ciRun()).toMatchObject({ status: 0, last: "7 passed, 0 failed, 2 skipped", verbs: all });
});

test.each([
  ["test", { END_TEST: "1" }],
  ["check", { END_CHECK: "3" }],
  ["rehearse", { END_REHEARSE: "130" }],
  ["clean-tree", { STRAY: "yes" }],
])("where %s fails, all others run, the numbers are told and the exit is not 0", (part, parts) => {
  const { status, last, verbs, stdout } = ciRun(parts);
  expect({ status, last, verbs }).toEqual({ status: 1, last: "7 passed, 0 failed, 2 skipped", verbs: all });
  expect(stdout).toContain(`\nfailed: ${part}\n`);
});

test("failed tests in the report fail the run, also where vitest forgot to", () => {
  const REPORT = JSON.stringify({ ...numbers, numFailedTests: 1 });
  expect(ciRun({ REPORT })).toMatchObject({ status: 1, last: "7 passed, 1 failed, 2 skipped" });
});

test("without a report nothing counts as passed", () => {
  const { status, last, stdout } = ciRun({ REPORT: "", END_TEST: "1" });
  expect({ status, last }).toEqual({ status: 1, last: "0 passed, 0 failed, 0 skipped" });
  expect(stdout).toContain("vitest left no report");
});

test("where nothing can be installed, nothing else is tried", () => {
  expect(ciRun({ END_INSTALL: "1" })).toMatchObject({ status: 1, verbs: ["install"] });
});
