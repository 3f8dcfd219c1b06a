import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, matchesGlob } from "node:path";
import {
  builtReleaser,
  gitRepo,
  installNx,
  isRemembered,
  nx,
  nxIgnored,
  nxJson,
  repositoryRoot,
  startProgram,
  tempDir,
} from "@releaser/testkit";
import { expect, test } from "vitest";
import { skewInputs } from "../src/skew-inputs.ts";
import { fullWorld, idleFiles } from "./full-world.ts";

const recorder = join(repositoryRoot, "packages/nx/test/record-reads.ts");

/** The files of a repository that the command of `//:skew` opens. */
async function filesRead(dir: string): Promise<readonly string[]> {
  const record = join(tempDir(), "reads");
  const program = [process.execPath, "--import", recorder, builtReleaser, "skew", "--scope", "tree"] as const;
  await startProgram([...program], { cwd: dir, env: { RECORD_READS: record } }).done;
  const opened = readFileSync(record, "utf8").split("\n");
  return opened.filter((file) => existsSync(join(dir, file)) && statSync(join(dir, file)).isFile());
}

test("what `skew --scope tree` opens is among the inputs, but for what git keeps of itself", async () => {
  const { dir, git } = gitRepo(fullWorld);
  git("tag", "v1.0.0");
  const isInput = (file: string): boolean =>
    skewInputs("").some(
      (input) => typeof input === "string" && matchesGlob(file, input.replace(/^\{workspaceRoot\}\//u, "")),
    );
  const read = await filesRead(dir);
  const kinds = ["package.json", ".changeset/one.md", ".nvmrc", "releaser.config.json", "release/skew-baseline.json"];
  expect(read).toEqual(expect.arrayContaining([...kinds, "packages/public/CHANGELOG.md"]));
  expect(read.filter((file) => !isInput(file) && !file.startsWith(".git/"))).toEqual([]);
});

/** One file of each kind that is read; some are there already, others come. */
const edited = [
  "package.json",
  "packages/b/package.json",
  ".sentinel/package.json",
  ".elsewhere/package.json",
  "pnpm-workspace.yaml",
  "pnpm-lock.yaml",
  ".npmrc",
  ".pnpmfile.cjs",
  ".node-version",
  ".github/workflows/ci.yml",
  ".changeset/one.md",
  ".changeset/two.md",
  ".sentinel/contracts/thing.v1.yaml",
  "packages/public/CHANGELOG.md",
  "release/version.txt",
  "release/plan.json",
  "release/notes/1.4.0.md",
  "release/checksums/1.4.0.txt",
  "release/skew-baseline.json",
  "releaser.config.json",
];

test("nx asks again after a change of any input and of a tag, and of nothing else", async () => {
  // Nothing is installed, so that nx could not follow the lockfile; and here it is to be a file like any other.
  const settings = { ...nxJson, pluginsConfig: { "@nx/js": { analyzeLockfile: false } } };
  const world = fullWorld.file("nx.json", JSON.stringify(settings)).file(".gitignore", nxIgnored);
  const { dir, git, commit } = installNx(world);
  // What it answers is of no interest here: that it is asked is.
  const program = join(dir, "node_modules/.bin/releaser");
  writeFileSync(program, "#!/bin/sh\n");
  chmodSync(program, 0o755);
  const isAsked = async (): Promise<boolean> => {
    const { code, said } = await nx(dir, ["run-many", "-t", "skew"]);
    expect(code, said).toBe(0);
    return !isRemembered(said, "//:skew");
  };
  const edit = (file: string): void => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    appendFileSync(join(dir, file), "\n");
  };
  expect([await isAsked(), await isAsked()]).toEqual([true, false]);

  for (const file of [...idleFiles, "packages/public/src/new.ts"]) edit(file);
  commit("sources");
  git("branch", "another");
  expect(await isAsked()).toBe(false);

  const missed: string[] = [];
  for (const file of edited) {
    edit(file);
    if (!(await isAsked())) missed.push(file);
  }
  git("tag", "v1.4.0");
  if (!(await isAsked())) missed.push("a new tag");
  commit("edits");
  git("tag", "--force", "v1.4.0");
  if (!(await isAsked())) missed.push("a tag that moved");
  git("tag", "--delete", "v1.4.0");
  expect(missed).toEqual([]);
  expect(await isAsked()).toBe(false);
});
