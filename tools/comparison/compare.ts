import { cpSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  cleanEnv,
  cleanRepo,
  type Fault,
  faults,
  openGitRepo,
  openTempDir,
  removeDir,
  repositoryRoot,
  treeOf,
  validVariations,
} from "@releaser/testkit";
import { ask, type Contender, contenders, type Verdict } from "../peers/contenders.ts";
import { type Compared, renderComparison } from "./render-comparison.ts";

/** Seeds each fault alone, asks every tool, and writes `docs/comparison.md`. Needs the registry: the lockfile is a real one. */
async function compare(): Promise<void> {
  const place = openTempDir();
  try {
    const pnpm = process.env["npm_execpath"] ?? "";
    if (pnpm === "") throw new Error("run it as `pnpm compare`");
    const tools = contenders(pnpm);
    const scene = { place, pnpm, tools, clean: cleanScene(place, pnpm) };
    const cleanVerdicts = new Map(tools.map((tool) => [tool.name, ask(tool, scene.clean)]));
    const page = renderComparison({
      date: new Date().toISOString().slice(0, 10),
      tools,
      faults: faults.map((fault) => compared({ ...scene, cleanVerdicts }, fault)),
      valid: validVariations.map((variation) => compared({ ...scene, cleanVerdicts }, variation)),
    });
    writeFileSync(join(repositoryRoot, "docs/comparison.md"), page);
    process.stderr.write("next: `oxfmt docs/comparison.md`, then look at it\n");
  } finally {
    removeDir(place);
  }
}

interface Scene {
  readonly place: string;
  readonly pnpm: string;
  readonly tools: readonly Contender[];
  readonly clean: string;
  readonly cleanVerdicts: ReadonlyMap<string, Verdict>;
}

function cleanScene(place: string, pnpm: string): string {
  const repo = cleanRepo(join(place, "clean"));
  lock(repo.dir, pnpm);
  repo.commit("chore: lock");
  return repo.dir;
}

/** A lockfile as pnpm writes it; a fault that pnpm refuses keeps the one that is there. */
function lock(dir: string, pnpm: string): void {
  spawnSync(process.execPath, [pnpm, "install", "--lockfile-only", "--ignore-scripts"], {
    cwd: dir,
    env: cleanEnv({}),
    timeout: 120_000,
  });
}

type Case = Pick<Fault, "seed" | "staleLockfile" | "title"> & Partial<Pick<Fault, "args" | "rule">>;

function compared({ place, pnpm, tools, clean, cleanVerdicts }: Scene, one: Case): Compared {
  process.stderr.write(`${one.rule ?? "valid"}: ${one.title}\n`);
  const dir = join(place, "case");
  removeDir(dir);
  cpSync(clean, dir, { recursive: true, verbatimSymlinks: true });
  const repo = openGitRepo(dir);
  one.seed(treeOf(repo));
  if (one.staleLockfile === undefined) lock(dir, pnpm);
  repo.commit("chore: an edit");
  const found = tools.flatMap((tool) => {
    const before = cleanVerdicts.get(tool.name);
    const after = ask(tool.name === "releaser" ? { ...tool, args: [...tool.args, ...(one.args ?? [])] } : tool, dir);
    const fails = after.failed && !(before?.failed === true && before.said === after.said);
    const reports =
      tool.name === "releaser" && one.rule !== undefined && !after.failed && after.said.includes(one.rule);
    return [[tool.name, fails] as const, [`${tool.name}:reported`, reports] as const];
  });
  return { ...(one.rule !== undefined && { rule: one.rule }), title: one.title, found: Object.fromEntries(found) };
}

await compare();
