import type { Action } from "./action.ts";
import type { WorkflowEvent } from "./event.ts";
import type { WorkflowRun } from "./workflow-run.ts";

type Values = Readonly<Record<string, string>>;

/** A job that asks for its token, and what it may do with it. */
export interface TokenRequest {
  readonly job: string;
  readonly permissions: Values;
  readonly fork: boolean;
}

/** What a workflow is run with. */
export interface RunOptions {
  /** The text of the file. */
  readonly text: string;
  readonly event: WorkflowEvent;
  /** `owner/name`. */
  readonly repository: string;
  /** What a checkout fetches from. */
  readonly origin: string;
  /** An empty folder for the run: homes and work trees of jobs, artifacts. That of the earlier attempt where there was one. */
  readonly dir: string;
  /** By name, without a reference: `actions/checkout`. */
  readonly actions: Readonly<Record<string, Action>>;
  /** Those of the repository, and of each environment; a fork gets none. */
  readonly secrets?: { readonly repository?: Values; readonly environments?: Readonly<Record<string, Values>> };
  readonly vars?: Values;
  /** What the machine has in its environment, beside what GitHub sets. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly token?: (request: TokenRequest) => string;
  /** Without a slash at the end. */
  readonly at?: { readonly server: string; readonly api: string };
  /** Done before a job begins that runs. */
  readonly before?: (job: string) => Promise<void>;
  /** An earlier attempt, of which the jobs that failed are run again with all that need them. */
  readonly again?: WorkflowRun;
}
