import type { PipelineFacts } from "./facts.ts";

/** One permission of a job, and what it needs it for. */
export interface Permission {
  /** As GitHub names it: `contents`, `id-token`. */
  readonly scope: string;
  readonly access: "read" | "write";
  /** In a few words; it stands beside the permission. */
  readonly reason: string;
}

/** An action with its inputs, or lines for a shell; expressions reach those through `env` alone. */
export type Step = StepParts & ({ readonly uses: string; readonly with?: Inputs } | { readonly run: string });

type Inputs = Readonly<Record<string, boolean | number | string>>;

interface StepParts {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly id: string;
  /** What a person reads on the page of the pull request. */
  readonly name: string;
  /** What it is for, in one sentence, for the standing plan. */
  readonly purpose: string;
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: readonly Permission[];
  readonly timeoutMinutes: number;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What it leaves for later jobs or for people. */
  readonly artifacts?: readonly string[];
  readonly steps: readonly Step[];
}

/** When a workflow runs, as GitHub writes it, and for people. */
export interface Trigger {
  /** The value of `on`. */
  readonly on: Readonly<Record<string, unknown>>;
  /** `a pull request`, `a push to main`. */
  readonly words: readonly string[];
}

export interface Workflow {
  /** Relative to the root: `.github/workflows/ci.yml`. */
  readonly file: string;
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly trigger: Trigger;
  readonly concurrency: { readonly group: string; readonly cancelInProgress: boolean };
  readonly jobs: readonly Job[];
}

/** The pipeline of a repository: what `wire` writes as workflows and the standing plan tells people. */
export interface Pipeline {
  readonly facts: PipelineFacts;
  /** In the order of a release: ci, version-packages, release. */
  readonly workflows: readonly Workflow[];
}
