import { parse } from "yaml";

/** A step as it stands in the file. */
export interface StepSpec {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly "continue-on-error"?: boolean;
  readonly "working-directory"?: string;
}

export interface JobSpec {
  readonly name?: string;
  readonly needs?: readonly string[] | string;
  readonly if?: boolean | string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly defaults?: Defaults;
  readonly steps: readonly StepSpec[];
}

interface Defaults {
  readonly run?: { readonly shell?: string };
}

export interface WorkflowSpec {
  readonly name?: string;
  readonly on: Readonly<Record<string, TriggerSpec | null>> | readonly string[] | string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly defaults?: Defaults;
  readonly jobs: Readonly<Record<string, JobSpec>>;
}

export interface TriggerSpec {
  readonly branches?: readonly string[];
  readonly types?: readonly string[];
}

/** What is understood here, at each level; a workflow that says more is refused, so that nothing is passed over in silence. */
const known = {
  workflow: "name on permissions concurrency env defaults jobs".split(" "),
  trigger: "branches types".split(" "),
  job: "name needs if runs-on timeout-minutes environment permissions outputs env defaults steps".split(" "),
  step: "id name if uses with run shell env continue-on-error working-directory".split(" "),
} as const;

/** The workflow in a text. Throws where it says something that is not run here. */
export function parseWorkflowSpec(text: string): WorkflowSpec {
  const spec = parse(text) as WorkflowSpec;
  refuseUnknown(spec, "workflow", "the workflow");
  for (const [name, trigger] of Object.entries(triggersOf(spec))) {
    refuseUnknown(trigger ?? {}, "trigger", `on.${name}`);
  }
  for (const [id, job] of Object.entries(spec.jobs)) {
    refuseUnknown(job, "job", `the job ${id}`);
    for (const step of job.steps) refuseUnknown(step, "step", `a step of the job ${id}`);
  }
  return spec;
}

/** What starts a workflow, each with what narrows it. */
export function triggersOf({ on }: WorkflowSpec): Readonly<Record<string, TriggerSpec | null>> {
  const names = typeof on === "string" ? [on] : Array.isArray(on) ? (on as readonly string[]) : undefined;
  return names === undefined
    ? (on as Readonly<Record<string, TriggerSpec | null>>)
    : Object.fromEntries(names.map((name) => [name, null]));
}

/** The jobs that a job needs. */
export function needsOf({ needs = [] }: JobSpec): readonly string[] {
  return typeof needs === "string" ? [needs] : needs;
}

function refuseUnknown(spec: object, level: keyof typeof known, where: string): void {
  const unknown = Object.keys(spec).filter((key) => !known[level].includes(key));
  if (unknown.length > 0) throw new Error(`${where} says ${unknown.join(", ")}, which is not run here`);
}
