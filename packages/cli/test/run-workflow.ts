import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, startProgram, tempDir } from "@releaser/testkit";
import { type Contexts, interpolate, isMet, type Progress } from "@releaser/testkit/actions";
import { parse } from "yaml";

/** What GitHub's runner would have. */
export interface Runner {
  /** The remote that is checked out. */
  readonly origin: string;
  readonly github: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string | undefined>>;
  /** Of the machine: what stands for tools, and for places that jobs go to. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The token of a job with its permissions. */
  readonly token?: (permissions: Readonly<Record<string, string>>) => string;
  /** Done before a job begins. */
  readonly before?: (job: string) => Promise<void>;
}

export interface JobRun {
  readonly result: "failure" | "skipped" | "success";
  readonly outputs: Readonly<Record<string, string>>;
  /** Everything that it printed. */
  readonly log: string;
  /** The scripts that ran, by the names of their steps. */
  readonly ran: readonly string[];
  /** The actions that were used, without their commits, with what they were given. */
  readonly used: readonly UsedAction[];
}

export interface UsedAction {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
}

interface StepText {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

interface JobText {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly StepText[];
}

/** Runs a workflow's jobs one after the other, each on a machine of its own: scripts in bash as GitHub does, actions by what they stand for. */
export async function runWorkflow(text: string, runner: Runner): Promise<Readonly<Record<string, JobRun>>> {
  const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, JobText>> };
  const runs: Record<string, JobRun> = {};
  const artifacts = tempDir();
  for (const [id, job] of Object.entries(jobs)) {
    await runner.before?.(id);
    runs[id] = await runJob(job, { runner, artifacts, runs });
  }
  return runs;
}

interface Around {
  readonly runner: Runner;
  readonly artifacts: string;
  readonly runs: Readonly<Record<string, JobRun>>;
}

async function runJob(job: JobText, around: Around): Promise<JobRun> {
  const { runner, runs } = around;
  const needs = Object.fromEntries((job.needs ?? []).map((id) => [id, runs[id]]));
  const results = new Set(Object.values(needs).map((need) => need?.result));
  const progress: Progress = results.has("failure") ? "failure" : results.has("skipped") ? "skipped" : "success";
  const token = runner.token?.(job.permissions) ?? "";
  const contexts = { github: { ...runner.github, token }, secrets: runner.secrets ?? {}, needs, steps: {}, runner: {} };
  const none: JobRun = { result: "skipped", outputs: {}, log: "", ran: [], used: [] };
  if (!isMet(job.if, { contexts, progress })) return none;
  const machine = new Machine(around, contexts);
  for (const step of job.steps) await machine.step(step);
  const outputs = Object.entries(job.outputs ?? {}).map(([name, value]) => [name, machine.fillIn(value)]);
  return {
    ...none,
    result: machine.failed ? "failure" : "success",
    outputs: Object.fromEntries(outputs),
    ...machine.said,
  };
}

class Machine {
  failed = false;
  readonly said = { log: "", ran: [] as string[], used: [] as UsedAction[] };
  readonly #temp = tempDir();
  readonly #work = join(tempDir(), "work");
  readonly #steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
  readonly #around: Around;
  readonly #contexts: Contexts;

  constructor(around: Around, contexts: Contexts) {
    this.#around = around;
    this.#contexts = contexts;
    mkdirSync(this.#work);
  }

  get contexts(): Contexts {
    return { ...this.#contexts, runner: { temp: this.#temp }, steps: this.#steps };
  }

  /** A text with the values of its expressions in their places. */
  fillIn(text: unknown): string {
    return interpolate(String(text), { contexts: this.contexts, progress: "success" });
  }

  async step(step: StepText): Promise<void> {
    const progress = this.failed ? "failure" : "success";
    if (!isMet(step.if, { contexts: this.contexts, progress })) return;
    const outputs = step.uses === undefined ? await this.#run(step) : this.#use(step);
    if (step.id !== undefined) this.#steps[step.id] = { outputs };
  }

  async #run({ name = "", run = "", env = {} }: StepText): Promise<Readonly<Record<string, string>>> {
    const outputs = join(tempDir(), "outputs");
    writeFileSync(outputs, "");
    const given = Object.entries(env).map(([key, value]) => [key, this.fillIn(value)]);
    const script = join(tempDir(), "script.sh");
    writeFileSync(script, run);
    const ran = await startProgram(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: this.#work,
      env: { ...this.#machineEnv(outputs), ...Object.fromEntries(given) },
    }).done;
    this.said.ran.push(name);
    this.said.log += `## ${name}: exit ${ran.code}\n${ran.stdout}${ran.stderr}\n`;
    this.failed ||= ran.code !== 0;
    return parseOutputs(readFileSync(outputs, "utf8"));
  }

  #machineEnv(outputs: string): Readonly<Record<string, string | undefined>> {
    const { env } = this.#around.runner;
    return { ...env, CI: "true", HOME: this.#temp, RUNNER_TEMP: this.#temp, GITHUB_OUTPUT: outputs };
  }

  /** What an action leaves that a script can see. */
  #use({ uses = "", with: inputs = {} }: StepText): Readonly<Record<string, string>> {
    const { origin } = this.#around.runner;
    const place = join(this.#around.artifacts, String(inputs["name"]));
    const path = (): string => this.fillIn(inputs["path"]);
    const action = uses.replace(/@.*/u, "");
    const given = Object.entries(inputs).map(([key, value]) => [key, this.fillIn(value)]);
    this.said.used.push({ action, inputs: Object.fromEntries(given) });
    this.said.log += `## ${action}\n`;
    if (action === "actions/checkout") {
      const depth = inputs["fetch-depth"] === 0 ? [] : ["--depth", "1"];
      const env = cleanEnv({ GIT_CONFIG_GLOBAL: "/dev/null" });
      const cloned = spawnSync("git", ["clone", "--quiet", ...depth, `file://${origin}`, this.#work], { env });
      if (cloned.status !== 0) throw new Error(cloned.stderr.toString());
    }
    if (action === "actions/upload-artifact" && existsSync(path())) cpSync(path(), join(place, "it"));
    if (action === "actions/download-artifact") {
      cpSync(join(place, "it"), join(path(), `${String(inputs["name"])}.tgz`));
    }
    return {};
  }
}

/** `name=value` lines, and values between two lines of a delimiter. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const blocks = /^(?<name>\w+)(?:=(?<line>.*)|<<(?<end>.+)\n(?<value>[\s\S]*?)\n?\k<end>)$/gmu;
  return Object.fromEntries(
    [...text.matchAll(blocks)].map(({ groups }) => [
      groups?.["name"] ?? "",
      groups?.["line"] ?? groups?.["value"] ?? "",
    ]),
  );
}

/** A folder for PATH whose package manager installs nothing and knows Releaser as its sources. */
export function standIns(bin: string): string {
  const folder = tempDir();
  const releaser = `exec "${process.execPath}" "${bin}"`;
  writeFileSync(
    join(folder, "pnpm"),
    [
      "#!/usr/bin/env bash",
      'if [ "$1" = install ]; then echo "installs: $*"; exit 0; fi',
      'if [ "$1 $2 $3" = "exec releaser portable" ]; then',
      `  mkdir -p "$5" && echo 'import "${bin}";' >"$5/releaser.mjs"; exit 0`,
      "fi",
      `if [ "$1 $2" = "exec releaser" ]; then shift 2; ${releaser} "$@"; fi`,
      `exec "${realPnpm()}" "$@"`,
      "",
    ].join("\n"),
    { mode: 0o755 },
  );
  return folder;
}

/** Asked outside of any world, whose registry has no pnpm. */
function realPnpm(): string {
  const ask = "command -v pnpm || npx -y --package=pnpm@12 -c 'command -v pnpm'";
  return spawnSync("sh", ["-c", ask], { cwd: "/", env: cleanEnv(), encoding: "utf8" }).stdout.trim();
}
