import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ReleaserResult, startProgram } from "../../releaser.ts";
import type { ActionDone } from "./action.ts";
import { interpolate, isMet, type Scene } from "./evaluate.ts";
import type { OpenJob } from "./open-job.ts";
import { parseRunFile } from "./run-files.ts";
import type { Conclusion, StepRun } from "./workflow-run.ts";
import type { StepSpec } from "./workflow-spec.ts";

type Values = Readonly<Record<string, string>>;

/** Longer than any step of a test takes. */
const patience = 300_000;

/** Looks at a step, and runs it where its condition holds: a script by bash as GitHub starts it, an action by what stands in for it. */
export async function runStep(step: StepSpec, job: OpenJob): Promise<StepRun> {
  const env = valuesOf(step.env, job.scene());
  const scene = job.scene(env);
  const did = toDid(step, scene);
  const name = step.name ?? step.id ?? ("uses" in did ? did.uses : (did.run.split("\n")[0] ?? ""));
  const skipped = { name, did, env, outputs: {}, stdout: "", stderr: "" };
  if (!isMet(step.if, scene)) return { ...skipped, outcome: "skipped", conclusion: "skipped" };
  const { outcome, ...ran } = await ("uses" in did
    ? useAction(did, env, job)
    : runScript(did.run, { env, job, shell: step.shell ?? job.shell, dir: step["working-directory"] ?? "." }));
  const conclusion = outcome === "failure" && step["continue-on-error"] === true ? "success" : outcome;
  return { ...skipped, ...ran, outcome, conclusion };
}

type Ended = Pick<StepRun, "outputs" | "stderr" | "stdout"> & { readonly outcome: Conclusion };

/** GitHub puts values into a script before a shell sees it; so does this, for tests of that too. */
function toDid(step: StepSpec, scene: Scene): StepRun["did"] {
  if (step.run !== undefined) return { run: interpolate(step.run, scene) };
  if (step.uses === undefined) throw new Error("a step neither runs nor uses anything");
  return { uses: step.uses.replace(/@.*$/u, ""), with: valuesOf(step.with, scene) };
}

interface Script {
  readonly env: Values;
  readonly job: OpenJob;
  readonly shell: string | undefined;
  readonly dir: string;
}

async function runScript(script: string, { env, job, shell, dir }: Script): Promise<Ended> {
  const files = job.files();
  const file = join(job.place.temp, "script.sh");
  writeFileSync(file, script);
  const ran = await start(["bash", ...flagsOf(shell), file], { job, env: { ...env, ...files }, dir });
  rmSync(file);
  const outputs = readRunFile(files.GITHUB_OUTPUT);
  job.add({
    env: readRunFile(files.GITHUB_ENV),
    path: readLines(files.GITHUB_PATH),
    summary: readText(files.GITHUB_STEP_SUMMARY),
  });
  return { outcome: ran.code === 0 ? "success" : "failure", outputs, stdout: ran.stdout, stderr: ran.stderr };
}

/** What GitHub starts bash with: less where nobody named it. */
function flagsOf(shell: string | undefined): readonly string[] {
  if (shell === undefined) return ["-e"];
  if (shell === "bash") return ["--noprofile", "--norc", "-eo", "pipefail"];
  throw new Error(`the shell ${shell} is not run here`);
}

async function useAction(
  did: { readonly uses: string; readonly with: Values },
  env: Values,
  job: OpenJob,
): Promise<Ended> {
  const action = job.options.actions[did.uses];
  if (action === undefined) throw new Error(`nothing stands in for the action ${did.uses}`);
  const { event, origin } = job.options;
  const exec = async (command: readonly [string, ...string[]]): Promise<ReleaserResult> => {
    const ran = await start(command, { job, env, dir: "." });
    if (ran.code !== 0) throw new Error(`${command.join(" ")} exits ${ran.code}: ${ran.stdout}${ran.stderr}`);
    return ran;
  };
  try {
    const { place, token } = job;
    const call = { inputs: did.with, env: { ...job.env(), ...env }, place, event, origin, token, exec };
    const done: ActionDone = (await action(call)) ?? {};
    job.add({ env: {}, path: done.path ?? [], summary: "" });
    return { outcome: "success", outputs: done.outputs ?? {}, stdout: "", stderr: "" };
  } catch (error) {
    return { outcome: "failure", outputs: {}, stdout: "", stderr: String(error) };
  }
}

async function start(
  command: readonly [string, ...string[]],
  { job, env, dir }: { readonly job: OpenJob; readonly env: Values; readonly dir: string },
): Promise<ReleaserResult> {
  return await startProgram(command, {
    cwd: join(job.place.workspace, dir),
    env: { ...job.env(), ...env },
    timeout: patience,
  }).done;
}

function valuesOf(values: Readonly<Record<string, unknown>> | undefined, scene: Scene): Values {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, interpolate(String(value), scene)]),
  );
}

function readText(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function readRunFile(file: string): Values {
  return parseRunFile(readText(file));
}

function readLines(file: string): readonly string[] {
  return readText(file).split("\n").filter(Boolean);
}
