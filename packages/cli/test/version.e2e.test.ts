import { cpSync, existsSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { moves } from "@releaser/core";
import { gitRepo, openGitRepo, releaser, startProgram, startReleaser, tempDir, type GitRepo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { planIn, statusIn } from "./documents.ts";
import { killTree } from "./processes.ts";
import { acme } from "./worlds.ts";

function copyOf(repo: GitRepo): GitRepo {
  const dir = join(tempDir(), "repo");
  cpSync(repo.dir, dir, { recursive: true });
  return openGitRepo(dir);
}

function stateOf({ git }: GitRepo): readonly string[] {
  return [
    git("rev-parse", "HEAD"),
    git("status", "--porcelain"),
    git("diff", "HEAD"),
    git("for-each-ref"),
    git("worktree", "list", "--porcelain"),
  ];
}

function versionIn({ git }: GitRepo, dir: string): unknown {
  return (JSON.parse(git("show", `HEAD:${dir}/package.json`)) as { version?: unknown }).version;
}

describe("releaser version", () => {
  test("makes one commit in which every place says what the plan said, and the second time nothing", async () => {
    const repo = gitRepo(acme());
    const { git, dir } = repo;
    const plan = planIn(await releaser(["plan", "--json"], { cwd: dir }));
    const made = statusIn(await releaser(["version", "--json"], { cwd: dir }));
    expect(made).toMatchObject({
      verb: "version",
      ok: true,
      key: "1.5.0",
      tag: "v1.5.0",
      plan: plan.digest,
      commit: git("rev-parse", "HEAD"),
      resources: [{ stage: "versioned", verdict: "applied" }],
    });

    expect(git("log", "--format=%s")).toBe("chore(release): v1.5.0\ninitial");
    expect(git("status", "--porcelain", "--untracked-files=all")).toBe("");
    expect(JSON.parse(git("show", "HEAD:release/plan.json"))).toEqual(plan);
    expect(git("show", "--no-renames", "--format=", "--name-status", "HEAD").split("\n")).toEqual([
      "D\t.changeset/cold-start.md",
      "D\t.changeset/stricter.md",
      "A\t.sentinel/CHANGELOG.md",
      "M\t.sentinel/package.json",
      "A\tpackages/cli/CHANGELOG.md",
      "M\tpackages/cli/package.json",
      "A\tpackages/core/CHANGELOG.md",
      "M\tpackages/core/package.json",
      "A\trelease/CHANGELOG.md",
      "A\trelease/notes/1.5.0.md",
      "A\trelease/plan.json",
      "M\trelease/version.txt",
    ]);
    expect(plan.releases.map(({ name, to }) => [name, to])).toEqual(
      expect.arrayContaining([
        ["@acme/core", "1.3.0"],
        ["@acme/cli", "1.4.1"],
        ["@acme/sentinel", "0.2.1"],
      ]),
    );
    for (const { dir: folder, to } of plan.releases.filter((release) => moves(release))) {
      expect(versionIn(repo, folder ?? "")).toBe(to);
      expect(git("show", `HEAD:${folder}/CHANGELOG.md`)).toMatch(new RegExp(`^# .*\\n\\n## ${to}\\n`, "u"));
    }
    expect(git("show", "HEAD:release/version.txt")).toBe(plan.train?.to);
    expect(git("show", "HEAD:release/CHANGELOG.md")).toMatch(/^## \[1\.5\.0\] - \d{4}-\d\d-\d\d$/mu);
    expect(git("show", "HEAD:release/notes/1.5.0.md")).toMatch(/^# v1\.5\.0 /u);
    expect(git("log", "-1", "--format=%(trailers:only,unfold)").split("\n").slice(0, 3)).toEqual([
      "Release-Train: v1.5.0",
      `Plan-Digest: ${plan.digest}`,
      "Decision-ID: D-0001",
    ]);
    expect(git("show", "HEAD:.sentinel/DECISIONS.md")).toContain("ID: D-0001");

    const before = stateOf(repo);
    const again = statusIn(await releaser(["version", "--json"], { cwd: dir }));
    expect(again).toMatchObject({ ok: true, commit: null, resources: [{ stage: "versioned", verdict: "held" }] });
    expect(
      planIn(await releaser(["plan", "--json"], { cwd: dir })).releases.filter((release) => moves(release)),
    ).toEqual([]);
    expect(stateOf(repo)).toEqual(before);
  });

  test("with --no-commit leaves the same content in the work tree, with --dry-run nothing", async () => {
    const committed = gitRepo(acme());
    const [uncommitted, dry] = [copyOf(committed), copyOf(committed)];
    const before = stateOf(dry);
    const codes = await Promise.all([
      releaser(["version"], { cwd: committed.dir }),
      releaser(["version", "--no-commit"], { cwd: uncommitted.dir }),
      releaser(["version", "--dry-run"], { cwd: dry.dir }),
    ]);
    expect(codes.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ""],
      [0, ""],
      [0, ""],
    ]);

    expect(stateOf(dry)).toEqual(before);
    expect(uncommitted.git("log", "--format=%s")).toBe("initial");
    expect(uncommitted.git("diff", "--cached")).toBe("");
    uncommitted.git("add", "--all");
    expect(uncommitted.git("write-tree")).toBe(committed.git("rev-parse", "HEAD^{tree}"));
  });

  test.each([
    {
      what: "a staged change",
      code: "E_TREE_DIRTY",
      prepare: ({ git, dir }: GitRepo) => {
        writeFileSync(join(dir, "packages/core/index.js"), "\n");
        git("add", "--all");
      },
    },
    {
      what: "a change that is not staged",
      code: "E_TREE_DIRTY",
      prepare: ({ dir }: GitRepo) => writeFileSync(join(dir, "packages/core/index.js"), "\n"),
    },
    {
      what: "a changeset that is not committed",
      code: "E_TREE_DIRTY",
      prepare: ({ dir }: GitRepo) =>
        writeFileSync(join(dir, ".changeset/new.md"), '---\n"@acme/core": major\n---\n\nNew.\n'),
    },
    {
      what: "a decision that the ledger does not have",
      code: "E_DECISION_UNKNOWN",
      prepare: ({ dir, commit }: GitRepo) => {
        writeFileSync(join(dir, ".changeset/new.md"), '---\n"@acme/core": major\n---\n\nNew.\n\nDecision-ID: D-0404\n');
        commit("unknown decision");
      },
    },
    {
      what: "a ledger that leads out of the repository",
      code: "E_LEDGER_UNREADABLE",
      prepare: ({ dir, commit }: GitRepo) => {
        const ledger = join(dir, ".sentinel/DECISIONS.md");
        const outside = join(tempDir(), "ledger");
        renameSync(ledger, outside);
        symlinkSync(outside, ledger);
        commit("ledger elsewhere");
      },
    },
  ])("refuses $what and changes nothing", async ({ code, prepare }) => {
    const repo = gitRepo(acme());
    prepare(repo);
    const before = stateOf(repo);
    const ran = await releaser(["version", "--json"], { cwd: repo.dir });
    expect(statusIn(ran)).toMatchObject({ exit: 2, failures: [{ code }] });
    expect(stateOf(repo)).toEqual(before);
  });

  test("takes the lockfile along where it records versions", async () => {
    const repo = gitRepo(
      acme()
        .root({ packageManager: "npm@11.0.0", workspaces: ["packages/*", ".sentinel"] })
        .pkg("@acme/cli@1.4.0", { dependencies: { "@acme/core": "~1.2.0" } })
        .pkg("@acme/docs@0.3.0", { private: true, dependencies: { "@acme/cli": "^1.4.0" } }),
    );
    const env = { npm_config_offline: "true", npm_config_cache: join(tempDir(), "cache") };
    repo.git("rm", "--quiet", "pnpm-workspace.yaml");
    await startProgram(["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"], { cwd: repo.dir, env })
      .done;
    repo.commit("an npm workspace with its lockfile");

    expect(await releaser(["version"], { cwd: repo.dir, env })).toMatchObject({ code: 0, stderr: "" });
    const { packages } = JSON.parse(repo.git("show", "HEAD:package-lock.json")) as {
      packages: Record<string, { version?: string; dependencies?: object }>;
    };
    expect(packages["packages/core"]?.version).toBe("1.3.0");
    expect(packages["packages/cli"]).toMatchObject({ version: "1.4.1", dependencies: { "@acme/core": "~1.3.0" } });
    expect(packages[".sentinel"]?.version).toBe("0.2.1");
    expect(repo.git("status", "--porcelain")).toBe("");
  });

  test("killed at any instant it leaves a tree that is clean or that the next run makes right", async () => {
    const source = gitRepo(acme());
    const undisturbed = copyOf(source);
    const started = performance.now();
    expect(await releaser(["version"], { cwd: undisturbed.dir })).toMatchObject({ code: 0 });
    const whole = performance.now() - started;
    const tree = undisturbed.git("rev-parse", "HEAD^{tree}");

    const instants = Array.from({ length: 7 }, (_, index) => whole * (0.4 + index * 0.08)).map(
      (ms) => () => setTimeout(ms),
    );
    const moving = [0, 2, 4, 6, 8, 11, 14].map((ms) => async (repo: GitRepo) => {
      await there(join(repo.dir, ".git/refs/releaser/version-pending"));
      await setTimeout(ms);
    });
    const ends = await twoAtOnce([...instants, ...moving], (moment) => killed(copyOf(source), moment));
    expect(ends).toEqual(ends.map(() => tree));
  });

  test("killed at any instant with --no-commit, the next run starts from the tree as it was", async () => {
    const source = gitRepo(acme());
    const undisturbed = copyOf(source);
    expect(await releaser(["version"], { cwd: undisturbed.dir })).toMatchObject({ code: 0 });
    const tree = undisturbed.git("rev-parse", "HEAD^{tree}");
    const moments = [0, 1, 2, 4, 6, 8, 11, 15].map((ms) => async (repo: GitRepo) => {
      await there(join(repo.dir, ".git/refs/releaser/version-uncommitted"));
      await setTimeout(ms);
    });
    const ends = await twoAtOnce(moments, (moment) => killedUncommitted(copyOf(source), moment));
    expect(ends).toEqual(ends.map(() => tree));
  });
});

async function twoAtOnce<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const ends: R[] = [];
  const waiting = list.entries();
  const worker = async (): Promise<void> => {
    for (const [index, one] of waiting) ends[index] = await work(one);
  };
  await Promise.all([worker(), worker()]);
  return ends;
}

/** Kills a run when a moment comes, looks at the tree, runs again, and gives the tree that is committed then. */
async function killed(repo: GitRepo, moment: (repo: GitRepo) => Promise<unknown>): Promise<string> {
  const { git } = repo;
  await killedAndAgain(repo, moment, ["version"]);
  expect([git("status", "--porcelain"), git("log", "--format=%s")]).toEqual(["", "chore(release): v1.5.0\ninitial"]);
  return git("rev-parse", "HEAD^{tree}");
}

/** The same for a run that leaves its content to be committed; gives the tree that this would make. */
async function killedUncommitted(repo: GitRepo, moment: (repo: GitRepo) => Promise<unknown>): Promise<string> {
  const { git } = repo;
  await killedAndAgain(repo, moment, ["version", "--no-commit"]);
  expect([git("diff", "--cached", "--name-only"), git("log", "--format=%s")]).toEqual(["", "initial"]);
  git("add", "--all");
  return git("write-tree");
}

async function killedAndAgain(
  repo: GitRepo,
  moment: (repo: GitRepo) => Promise<unknown>,
  args: readonly string[],
): Promise<void> {
  const { git, dir } = repo;
  const run = startReleaser(args, { cwd: dir });
  await Promise.race([moment(repo), run.done]);
  killTree(run.pid);
  await run.done;
  const torn = git("status", "--porcelain") !== "" || existsSync(join(dir, ".git/index.lock"));
  // What is left uncommitted is there for good once the reference is gone.
  if (torn && !args.includes("--no-commit")) expect(git("for-each-ref", "refs/releaser")).not.toBe("");
  const again = await releaser(args, { cwd: dir });
  expect(again.code, again.stdout).toBe(0);
  expect([git("for-each-ref", "refs/releaser"), git("worktree", "list").split("\n").length]).toEqual(["", 1]);
}

async function there(file: string): Promise<void> {
  while (!existsSync(file)) await setTimeout(0);
}
