/** How a step or a job ended. */
export type Conclusion = "cancelled" | "failure" | "skipped" | "success";

/** A step that was looked at. */
export interface StepRun {
  readonly name: string;
  /** The script, or the action without its reference. */
  readonly did: { readonly run: string } | { readonly uses: string; readonly with: Readonly<Record<string, string>> };
  /** What is set for it alone. */
  readonly env: Readonly<Record<string, string>>;
  /** Before and after `continue-on-error`. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it said, or why an action refused. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface JobRun {
  readonly id: string;
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** What stands in its summary on GitHub's page. */
  readonly summary: string;
}

/** A workflow that was run, or was not started by the event. */
export interface WorkflowRun {
  readonly started: boolean;
  readonly attempt: number;
  /** In the order in which they were run. */
  readonly jobs: readonly JobRun[];
}

/** `packed: success` for each job, in order. */
export function resultsOf({ jobs }: WorkflowRun): Readonly<Record<string, Conclusion>> {
  return Object.fromEntries(jobs.map(({ id, result }) => [id, result]));
}

/** What the steps that failed said, for a message of a test; empty where none did. */
export function troubleIn({ jobs }: WorkflowRun): string {
  const failed = jobs.flatMap(({ id, steps }) =>
    steps.filter(({ outcome }) => outcome === "failure").map((step) => ({ id, ...step })),
  );
  return failed.map(({ id, name, stdout, stderr }) => `${id}, ${name}:\n${stdout}\n${stderr}`).join("\n");
}
