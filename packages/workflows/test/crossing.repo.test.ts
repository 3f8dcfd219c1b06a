import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@releaser/core";
import { cleanEnv, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type Crossing, takeOver } from "../src/pipeline/release/crossing.ts";

const crossing: Crossing = { name: "packed", from: "packed", holds: [".releaser/packed"] };

/** Runs the shell lines by which a job takes over what another one uploaded, in a work tree with a configuration of git's. */
function take(files: Readonly<Record<string, string>>): { readonly status: number | null; readonly tree: string } {
  const [temp, tree, from] = [tempDir(), tempDir(), tempDir()];
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(from, file, ".."), { recursive: true });
    writeFileSync(join(from, file), text);
  }
  mkdirSync(join(tree, ".git"));
  writeFileSync(join(tree, ".git/config"), "as it was");
  mkdirSync(join(temp, "handed-packed"));
  const archive = join(temp, "handed-packed/packed.tgz");
  expect(
    spawnSync("tar", ["--create", "--gzip", `--file=${archive}`, ...readdirSync(from)], { cwd: from }).status,
  ).toBe(0);
  const script = takeOver(crossing, ".").flatMap((step) => ("run" in step ? [step.run] : []));
  const env = { ...cleanEnv(), RUNNER_TEMP: temp, SHA256: sha256(readFileSync(archive)) };
  const { status } = spawnSync("bash", ["-eo", "pipefail", "-c", script.join("\n")], { cwd: tree, env });
  return { status, tree };
}

test("of an archive that a job made in which anything may have run, only what it was to hand over is unpacked", () => {
  const { status, tree } = take({
    ".releaser/packed/a.tgz": "packed",
    ".git/config": "[core]\n\tfsmonitor = ./evil\n",
    "release/plan.json": "{}",
  });
  expect(status).toBe(0);
  expect(readFileSync(join(tree, ".releaser/packed/a.tgz"), "utf8")).toBe("packed");
  expect(readFileSync(join(tree, ".git/config"), "utf8")).toBe("as it was");
  expect(readdirSync(tree).toSorted()).toEqual([".git", ".releaser"]);
});

test("an archive without what it was to hand over stops the job", () => {
  expect(take({ "release/plan.json": "{}" }).status).not.toBe(0);
});
