import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  type Variation,
  validVariations,
} from "@releaser/testkit";
import { packageManagerCommand } from "../../packages/publishers/src/packed/package-manager-command.ts";
import { type Command, runCommand } from "../check/run-command.ts";
import { ask, type Contender, contenders, type Verdict } from "../peers/contenders.ts";
import { complainsAnew } from "./complains-anew.ts";
import { type Compared, renderComparison } from "./render-comparison.ts";

/** What is wrong with Releaser's own settings says nothing about other tools. */
const ownSettings = new Set(["meta/baseline-stale", "meta/config-unknown-rule", "meta/exemption-dead"]);

/** Seeds each fault alone, asks every tool, and writes `docs/comparison.md`. Needs the registry: the lockfile is a real one. */
async function compare(): Promise<void> {
  const place = openTempDir();
  try {
    const { program, args } = packageManagerCommand("pnpm", { env: process.env });
    const pnpm: Command = [program, ...args];
    const tools = contenders(pnpm);
    const clean = cleanScene(place, pnpm);
    const verdicts = new Map(tools.map((tool) => [tool.name, ask(tool, clean)]));
    const scene = { place, pnpm, tools, clean, verdicts };
    const page = renderComparison({
      date: new Date().toISOString().slice(0, 10),
      tools: tools.map((tool) => ({ ...tool, clean: verdicts.get(tool.name) })),
      faults: faults.filter(({ rule }) => !ownSettings.has(rule)).map((fault) => compared(scene, fault)),
      valid: validVariations.map((variation) => compared(scene, variation)),
    });
    const file = join(repositoryRoot, "docs/comparison.md");
    writeFileSync(file, page);
    await runCommand(["oxfmt", file]);
    process.stderr.write("docs/comparison.md is written: look at it\n");
  } finally {
    removeDir(place);
  }
}

interface Scene {
  readonly place: string;
  readonly pnpm: Command;
  readonly tools: readonly Contender[];
  readonly clean: string;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** The clean repository with the lockfile that pnpm itself makes for it. */
function cleanScene(place: string, pnpm: Command): string {
  const repo = cleanRepo(join(place, "clean"));
  const refused = lock(repo.dir, pnpm);
  if (refused !== undefined) throw new Error(`pnpm cannot lock the clean workspace: ${refused}`);
  repo.commit("chore: lock");
  return repo.dir;
}

/**
 * Brings the lockfile up to date, or makes it anew where it is none of pnpm's own, as in the older commits of a seed. What
 * pnpm says where it refuses the workspace; the lockfile is then as it was.
 */
function lock(dir: string, pnpm: Command): string | undefined {
  if (lockOnce(dir, pnpm) === undefined) return undefined;
  const file = join(dir, "pnpm-lock.yaml");
  const before = readFileSync(file);
  rmSync(file);
  const refused = lockOnce(dir, pnpm);
  if (refused !== undefined) writeFileSync(file, before);
  return refused;
}

function lockOnce(dir: string, [program, ...args]: Command): string | undefined {
  const ran = spawnSync(program, [...args, "install", "--lockfile-only", "--ignore-scripts"], {
    cwd: dir,
    encoding: "utf8",
    env: cleanEnv({ pnpm_config_pm_on_fail: "ignore" }),
    timeout: 120_000,
  });
  if (ran.error) throw ran.error;
  return ran.status === 0 ? undefined : `${ran.stdout}${ran.stderr}`;
}

type Case = Partial<Pick<Fault, "args" | "rule">> & Variation;

function compared({ place, pnpm, tools, clean, verdicts }: Scene, one: Case): Compared {
  process.stderr.write(`${one.rule ?? "valid"}: ${one.title}\n`);
  const dir = join(place, "case");
  removeDir(dir);
  cpSync(clean, dir, { recursive: true, verbatimSymlinks: true });
  const repo = openGitRepo(dir);
  one.seed(treeOf(repo));
  if (one.staleLockfile === undefined) lock(dir, pnpm);
  repo.commit("chore: an edit");
  const said = tools.map((tool) => [tool.name, ask(withArgs(tool, one), dir)] as const);
  const failing = said.filter(([name, verdict]) => complainsAnew(verdict, verdicts.get(name)));
  const { rule } = one;
  const reporting = said.filter(([, verdict]) => !verdict.failed && rule !== undefined && verdict.said.includes(rule));
  return {
    ...(rule !== undefined && { rule }),
    title: one.title,
    failing: failing.map(([name]) => name),
    reporting: reporting.map(([name]) => name),
  };
}

function withArgs(tool: Contender, { args = [] }: Case): Pick<Contender, "command"> {
  return tool.name === "releaser" ? { command: [...tool.command, ...args] } : tool;
}

await compare();
