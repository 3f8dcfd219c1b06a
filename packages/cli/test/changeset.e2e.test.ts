import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { validateDocument } from "@releaser/gates";
import { type GitRepo, gitRepo, releaser, repo, repositoryRoot, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { planIn } from "./documents.ts";
import type { ProposalDocument } from "../src/verbs/changeset.ts";

const world = repo().pkg("@s/a@1.0.0").pkg("@s/b@1.0.0").pkg("@s/c@1.0.0");

function change(there: GitRepo, message: string, ...names: readonly string[]): string {
  for (const name of names) {
    const file = join(there.dir, `packages/${name}/index.js`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${message}\n`);
  }
  return there.commit(message);
}

function changesetsOf({ dir }: GitRepo): readonly string[] {
  return readdirSync(join(dir, ".changeset")).filter((name) => name.endsWith(".md"));
}

test("a branch's commits become changesets that are planned, once, and never over another", async () => {
  const there = gitRepo(world.changeset("c-is-named", { "@s/c": "patch" }));
  there.git("switch", "--quiet", "--create", "topic");
  const one = change(there, "feat: a thing (#7)", "a", "c");
  const two = change(there, "fix(b): another", "a", "b");
  change(there, "chore: tidy", "b");
  const args = ["changeset", "--from-commits"];

  const dry = await releaser([...args, "--since", "main", "--dry-run"], { cwd: there.dir });
  expect([dry.code, there.git("status", "--porcelain")]).toEqual([0, ""]);
  expect(dry.stdout).toContain("next: releaser changeset --from-commits\n");

  const { code, stdout, stderr } = await releaser([...args, "--since", "main"], { cwd: there.dir });
  expect([code, stderr]).toEqual([0, ""]);
  const files = [`.changeset/another-${two.slice(0, 7)}.md`, `.changeset/a-thing-${one.slice(0, 7)}.md`];
  expect(stdout).toBe(
    [
      `  + ${files[0]}   patch @s/a, patch @s/b`,
      "      Fixed: another",
      `  + ${files[1]}   minor @s/a`,
      "      Added: a thing",
      `  · ${there.git("rev-parse", "HEAD").slice(0, 7)} chore: tidy   it asks for no release: @s/b`,
      "next: read them, then git add .changeset && git commit",
      "",
    ].join("\n"),
  );
  const plan = planIn(await releaser(["plan", "--json"], { cwd: there.dir }));
  expect(plan.releases.map(({ name, to }) => [name, to])).toEqual(
    expect.arrayContaining([
      ["@s/a", "1.1.0"],
      ["@s/b", "1.0.1"],
    ]),
  );

  const mine = '---\n"@s/c": patch\n---\n\nMine.\n';
  writeFileSync(join(there.dir, files[0] ?? ""), mine);
  rmSync(join(there.dir, files[1] ?? ""));
  const again = await releaser([...args, "--since", "main", "--json"], { cwd: there.dir });
  const document = JSON.parse(again.stdout) as ProposalDocument;
  expect(validateDocument(join(repositoryRoot, ".sentinel"), "changeset-proposal.v1", document)).toEqual([]);
  expect(document.proposals.map(({ file, written }) => [file, written])).toEqual([
    [files[0], false],
    [files[1], true],
  ]);
  expect(readFileSync(join(there.dir, files[0] ?? ""), "utf8")).toBe(mine);
});

test("on the base branch commits count from each package's last release", async () => {
  const there = gitRepo(world);
  change(there, "feat: released", "a");
  there.git("tag", "@s/a@1.0.0");
  there.git("tag", "@s/b@1.0.0");
  change(there, "fix: a leak", "a", "b");
  expect(await releaser(["changeset", "--from-commits"], { cwd: there.dir })).toMatchObject({ code: 0 });
  expect(changesetsOf(there)).toEqual([expect.stringMatching(/^a-leak-[0-9a-f]{7}\.md$/u)]);
  const second = await releaser(["changeset", "--from-commits"], { cwd: there.dir });
  expect(second.stdout).toBe("every package that changed is named by a changeset\nnext: releaser plan\n");
});

test("without tags commits count from the last plan that was applied, and without one it is not guessed", async () => {
  const there = gitRepo(world.changeset("first", { "@s/a": "minor" }));
  const bare = gitRepo(world);
  change(bare, "fix: a leak", "a");
  const guessed = await releaser(["changeset", "--from-commits"], { cwd: bare.dir });
  expect([guessed.code, guessed.stderr]).toEqual([2, expect.stringContaining("--since <ref>")]);

  expect(await releaser(["version"], { cwd: there.dir })).toMatchObject({ code: 0 });
  change(there, "fix: a leak", "a");
  expect(await releaser(["changeset", "--from-commits"], { cwd: there.dir })).toMatchObject({ code: 0 });
  expect(changesetsOf(there)).toEqual([expect.stringMatching(/^a-leak-[0-9a-f]{7}\.md$/u)]);
});

test("a shallow clone says that it does not tell what changed", async () => {
  const there = gitRepo(world);
  change(there, "fix: a leak", "a");
  const dir = join(tempDir(), "shallow");
  there.git("clone", "--quiet", "--depth", "1", `file://${there.dir}`, dir);
  const { code, stdout, stderr } = await releaser(["changeset", "--from-commits", "--since", "HEAD"], { cwd: dir });
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining("git fetch --unshallow")]);
});

test("nothing is written through a folder that leads elsewhere", async () => {
  const there = gitRepo(world);
  there.git("tag", "@s/a@1.0.0");
  change(there, "fix: a leak", "a");
  const outside = tempDir();
  cpSync(join(there.dir, ".changeset"), outside, { recursive: true });
  rmSync(join(there.dir, ".changeset"), { recursive: true });
  symlinkSync(outside, join(there.dir, ".changeset"));
  const { code } = await releaser(["changeset", "--from-commits"], { cwd: there.dir });
  expect([code, readdirSync(outside)]).toEqual([2, ["config.json"]]);
});

test("nothing is written where it is not told from what, from where, or what is named already", async () => {
  const there = gitRepo(world);
  const hostile = join(there.dir, ".changeset/bad.md");
  for (const [args, code, text] of [
    [[], 2, "E_USAGE"],
    [["--from-commits", "--since", "nowhere"], 2, "E_USAGE"],
    [["--from-commits", "--since", "--output=x"], 2, "E_USAGE"],
    [["--from-commits"], 7, "plan/invalid-changeset"],
  ] as const) {
    if (code === 7) writeFileSync(hostile, "no front matter\n");
    const ran = await releaser(["changeset", ...args], { cwd: there.dir });
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, "", expect.stringContaining(text)]);
  }
  rmSync(hostile);
  expect(there.git("status", "--porcelain")).toBe("");
});
