import { type Contexts, interpolate, isMet, type Progress, type Scene } from "./evaluate.ts";
import { isStartedBy } from "./event.ts";
import { openJob } from "./open-job.ts";
import type { RunOptions } from "./run-options.ts";
import { runStep } from "./run-step.ts";
import type { JobRun, StepRun, WorkflowRun } from "./workflow-run.ts";
import { type JobSpec, needsOf, parseWorkflowSpec, type WorkflowSpec } from "./workflow-spec.ts";

/**
 * Runs a workflow as GitHub would: jobs in the order of their needs, each on a machine of its own, each script by the shell that it
 * names. What the workflow says and nothing here understands is refused with a throw; that a job fails is told in what comes back.
 */
export async function runWorkflow(options: RunOptions): Promise<WorkflowRun> {
  const workflow = parseWorkflowSpec(options.text);
  const attempt = (options.again?.attempt ?? 0) + 1;
  if (!isStartedBy(workflow, options.event)) return { started: false, attempt, jobs: [] };
  const done = new Map<string, JobRun>();
  for (const id of inOrder(workflow)) {
    const before = options.again?.jobs.find((job) => job.id === id);
    const isKept = before !== undefined && before.result !== "failure" && !needsRerun(id, workflow, options);
    done.set(id, isKept ? before : await runJob(id, { workflow, options, attempt, done }));
  }
  return { started: true, attempt, jobs: [...done.values()] };
}

interface Running {
  readonly workflow: WorkflowSpec;
  readonly options: RunOptions;
  readonly attempt: number;
  readonly done: ReadonlyMap<string, JobRun>;
}

async function runJob(id: string, running: Running): Promise<JobRun> {
  const { workflow, options } = running;
  const spec = specOf(id, workflow);
  const contexts = toContexts(spec, running);
  const skipped: JobRun = { id, result: "skipped", outputs: {}, steps: [], summary: "" };
  const condition = spec.if === undefined ? undefined : String(spec.if);
  if (!isMet(condition, { contexts, progress: progressOf(id, running) })) return skipped;
  await options.before?.(id);
  const permissions = spec.permissions ?? workflow.permissions ?? {};
  const token = options.token?.({ job: id, permissions, fork: options.event.fork === true }) ?? "";
  const secrets = { ...secretsOf(spec, options), ...(token !== "" && { GITHUB_TOKEN: token }) };
  const job = openJob({ id, spec, workflow, options, contexts: { ...contexts, secrets }, token });
  const steps: StepRun[] = [];
  for (const step of spec.steps) {
    const ran = await runStep(step, job);
    job.ended(step.id, ran);
    steps.push(ran);
  }
  const result = job.progress() === "failure" ? "failure" : "success";
  return { id, result, outputs: outputsOf(spec, job.scene()), steps, summary: job.summary() };
}

function outputsOf({ outputs = {} }: JobSpec, scene: Scene): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, interpolate(text, scene)]));
}

/** A fork gets no secrets; an environment adds its own. */
function secretsOf({ environment }: JobSpec, { secrets = {}, event }: RunOptions): Readonly<Record<string, string>> {
  if (event.fork === true) return {};
  return { ...secrets.repository, ...(environment === undefined ? {} : secrets.environments?.[environment]) };
}

function toContexts(spec: JobSpec, { options, attempt, done, workflow }: Running): Contexts {
  const {
    event,
    repository,
    at = { server: "https://github.test", api: "https://api.github.test" },
    vars = {},
  } = options;
  const needs = needsOf(spec).map((id) => {
    const { result = "skipped", outputs = {} } = done.get(id) ?? {};
    return [id, { result, outputs }] as const;
  });
  return {
    github: {
      event_name: event.name,
      event: event.payload,
      ref: event.ref,
      ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//u, ""),
      ref_type: event.ref.startsWith("refs/tags/") ? "tag" : "branch",
      sha: event.sha,
      base_ref: event.base ?? "",
      head_ref: event.head ?? "",
      actor: event.actor,
      triggering_actor: event.actor,
      repository,
      repository_owner: repository.split("/")[0] ?? "",
      run_id: "1",
      run_number: "1",
      run_attempt: String(attempt),
      workflow: workflow.name ?? "",
      server_url: at.server,
      api_url: at.api,
    },
    needs: Object.fromEntries(needs),
    vars,
    inputs: {},
  };
}

/** Of all jobs before it, however far: one that was skipped is no success. */
function progressOf(id: string, { workflow, done }: Running): Progress {
  const results = ancestorsOf(id, workflow).map((one) => done.get(one)?.result ?? "skipped");
  if (results.includes("failure")) return "failure";
  return results.every((result) => result === "success") ? "success" : "skipped";
}

/** Whether a job before it failed in the attempt before. */
function needsRerun(id: string, workflow: WorkflowSpec, { again }: RunOptions): boolean {
  const failed = new Set(again?.jobs.filter(({ result }) => result === "failure").map((job) => job.id));
  return ancestorsOf(id, workflow).some((one) => failed.has(one));
}

function ancestorsOf(id: string, workflow: WorkflowSpec): readonly string[] {
  const needs = needsOf(specOf(id, workflow));
  return [...new Set([...needs, ...needs.flatMap((one) => ancestorsOf(one, workflow))])];
}

/** Each job behind those that it needs, else as they stand. */
function inOrder(workflow: WorkflowSpec): readonly string[] {
  const ids = Object.keys(workflow.jobs);
  const before = (id: string): number => Math.max(0, ...needsOf(specOf(id, workflow)).map((one) => before(one) + 1));
  return ids.toSorted((a, b) => before(a) - before(b));
}

function specOf(id: string, { jobs }: WorkflowSpec): JobSpec {
  const spec = jobs[id];
  if (spec === undefined) throw new Error(`there is no job ${id}`);
  return spec;
}
