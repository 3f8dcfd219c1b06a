import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { JobPlace } from "./action.ts";
import { type Contexts, interpolate, type Progress, type Scene } from "./evaluate.ts";
import { makeStepFiles, openMachine, type StepFiles } from "./machine.ts";
import type { RunOptions } from "./run-options.ts";
import type { StepRun } from "./workflow-run.ts";
import type { JobSpec, WorkflowSpec } from "./workflow-spec.ts";

type Values = Readonly<Record<string, string>>;

/** A job under way. */
export interface OpenJob {
  readonly options: RunOptions;
  readonly place: JobPlace;
  readonly token: string;
  /** Undefined where neither job nor workflow names one. */
  readonly shell: string | undefined;
  /** What its expressions read now, beside the variables of a step. */
  scene(env?: Values): Scene;
  /** The environment of the next step. */
  env(): Readonly<Record<string, string | undefined>>;
  /** Files that the next step may write. */
  files(): StepFiles;
  /** What a step left for later ones. */
  add(left: { readonly env: Values; readonly path: readonly string[]; readonly summary: string }): void;
  /** Tells it of a step that ended. */
  ended(id: string | undefined, step: StepRun): void;
  summary(): string;
  progress(): Progress;
}

export interface JobToOpen {
  readonly id: string;
  readonly spec: JobSpec;
  readonly workflow: WorkflowSpec;
  readonly options: RunOptions;
  readonly contexts: Contexts;
  readonly token: string;
}

/** Opens a job in folders of its own, as a fresh machine would. */
export function openJob({ id, spec, workflow, options, contexts, token }: JobToOpen): OpenJob {
  const place = toPlace(options.dir, `${id}-${contextAttempt(contexts)}`);
  const left = { env: {} as Record<string, string>, path: [] as string[], summary: "", count: 0 };
  const steps: Record<string, Pick<StepRun, "conclusion" | "outcome" | "outputs">> = {};
  let progress: Progress = "success";
  const runner = { os: "Linux", arch: "X64", temp: place.temp, name: "lab" };
  const github = { ...(contexts["github"] as Contexts), job: id, workspace: place.workspace, token };
  const machine = openMachine({ github, place, options, left });
  const scene = (env: Values = {}): Scene => ({
    contexts: {
      ...contexts,
      github,
      runner,
      steps,
      job: { status: progress },
      env: { ...stated(), ...left.env, ...env },
    },
    progress,
  });
  const stated = (): Values => {
    const read: Scene = { contexts: { ...contexts, github, runner, env: {} }, progress };
    const all = Object.entries({ ...workflow.env, ...spec.env });
    return Object.fromEntries(all.map(([name, value]) => [name, interpolate(String(value), read)]));
  };
  return {
    options,
    place,
    token,
    shell: spec.defaults?.run?.shell ?? workflow.defaults?.run?.shell,
    scene,
    env: () => ({ ...machine(), ...stated(), ...left.env }),
    files: () => makeStepFiles(place, (left.count += 1)),
    add: ({ env, path, summary }) => {
      Object.assign(left.env, env);
      left.path.unshift(...path);
      left.summary += summary;
    },
    ended: (stepId, { conclusion, outcome, outputs }) => {
      if (stepId !== undefined) steps[stepId] = { conclusion, outcome, outputs };
      if (conclusion === "failure") progress = "failure";
    },
    summary: () => left.summary,
    progress: () => progress,
  };
}

function toPlace(dir: string, name: string): JobPlace {
  const place = {
    workspace: join(dir, name, "work"),
    temp: join(dir, name, "temp"),
    home: join(dir, name, "home"),
    artifacts: join(dir, "artifacts"),
  };
  for (const folder of Object.values(place)) mkdirSync(folder, { recursive: true });
  return place;
}

function contextAttempt(contexts: Contexts): string {
  return String((contexts["github"] as Contexts)["run_attempt"]);
}
