import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "@releaser/core";
import { cleanEnv, openTempDir, removeDir } from "@releaser/testkit";
import { lastRelease, releaseCommits } from "../../packages/cli/src/notes/release-commits.ts";
import { readReferencePlaces } from "../../packages/cli/src/notes/reference-places.ts";
import { releaseFiles } from "../../packages/cli/src/version/release-files.ts";
import changelog from "../../packages/notes/src/index.ts";
import { openGit, readPlan, readWorkspace } from "../../packages/workspace/src/index.ts";
import { runTimed } from "./run-timed.ts";
import { sceneOf } from "./scene.ts";
import { tell } from "./tell.ts";
import { renderWords, type WordsRound } from "./render-words.ts";
import { writeScene } from "./write-scene.ts";

const size = { packages: 500, changesets: 300, tags: 1, seed: 1, faults: 0, lockfile: false } as const;
const runs = 5;

/** How long the words of a large release take beside `changeset version`, which is timed in the same rounds. */
async function bench(): Promise<void> {
  const place = openTempDir();
  const dir = join(place, "scene");
  try {
    tell(`${size.packages} packages, ${size.changesets} changesets: writing the workspace`);
    writeScene(sceneOf(size), dir);
    configure(dir);
    // To plan is Changesets' own work.
    const plan = await readPlan(readWorkspace(dir), { branch: "main", producer: "bench", packer: "pnpm" });
    const rounds: WordsRound[] = [];
    for (let round = 0; round <= runs; round += 1) {
      const took = await timeRound(dir, plan);
      tell(`${round === 0 ? "warming up" : `round ${round}`}: ${JSON.stringify(took)}`);
      if (round > 0) rounds.push(took);
    }
    process.stdout.write(renderWords(rounds, size));
  } finally {
    removeDir(place);
  }
}

/** Changesets' own changelog module stands in the configuration of who has chosen none. */
function configure(dir: string): void {
  const file = join(dir, ".changeset/config.json");
  const config = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...config, changelog: "@changesets/cli/changelog" }));
  git(dir, ["commit", "--quiet", "--all", "--message", "chore: a changelog"]);
}

async function timeRound(dir: string, plan: Plan): Promise<WordsRound> {
  const lines = await timed(() => writeLines(dir, plan));
  const words = await timed(() => writeWords(dir, plan));
  restore(dir);
  const program = join(dir, "node_modules/@changesets/cli/bin.js");
  const { milliseconds, code, said } = runTimed([process.execPath, program, "version"], dir);
  if (code !== 0) throw new Error(`changeset version ended with ${code}: ${said.slice(-400)}`);
  restore(dir);
  return { changesets: milliseconds, lines, words };
}

/** The lines of every package's changelog, from our module, with the commit that brought each changeset. */
async function writeLines(dir: string, { changesets }: Plan): Promise<void> {
  const added = git(dir, ["log", "--diff-filter=A", "--format=%H", "--name-only", "--", ".changeset/*.md"]);
  const commits = new Map(
    [...added.matchAll(/^([0-9a-f]{40})\n\n\.changeset\/(.+)\.md$/gmu)].map(([, id, name]) => [name, id]),
  );
  await Promise.all(
    changesets.map(async ({ id, summary }) => {
      await changelog.getReleaseLine({ id, summary, commit: commits.get(id) }, "patch", { cwd: dir, skew: false });
    }),
  );
}

/** Notes, aggregated changelog, plan and version file, from reading history to the last byte. */
async function writeWords(dir: string, plan: Plan): Promise<void> {
  const since = await lastRelease(openGit(dir));
  const files = releaseFiles(plan, {
    date: "2026-01-01",
    commits: releaseCommits(readWorkspace(dir), { since, changesets: plan.changesets }),
    places: readReferencePlaces(dir, plan),
    signers: undefined,
    read: () => undefined,
  });
  for (const { path, content } of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function restore(dir: string): void {
  git(dir, ["reset", "--hard", "--quiet"]);
  git(dir, ["clean", "--quiet", "-d", "--force", "--exclude", "node_modules"]);
}

function git(cwd: string, args: readonly string[]): string {
  const identity = { GIT_AUTHOR_NAME: "Bench", GIT_AUTHOR_EMAIL: "bench@example.test" };
  const committer = { GIT_COMMITTER_NAME: "Bench", GIT_COMMITTER_EMAIL: "bench@example.test" };
  const env = cleanEnv({ ...identity, ...committer, GIT_CONFIG_GLOBAL: "/dev/null" });
  const ran = spawnSync("git", args, { cwd, encoding: "utf8", env, maxBuffer: 64 * 1024 * 1024 });
  if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout;
}

await bench();
