import type { ReleaserResult } from "../../releaser.ts";
import type { WorkflowEvent } from "./event.ts";

type Values = Readonly<Record<string, string>>;

/** Where a job runs: folders of its own. */
export interface JobPlace {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  /** What is handed from job to job. */
  readonly artifacts: string;
}

/** A step that uses an action. */
export interface ActionCall {
  readonly inputs: Values;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly place: JobPlace;
  readonly event: WorkflowEvent;
  readonly origin: string;
  readonly token: string;
  /** Runs a command line in the work tree, as the action would. Throws where it fails. */
  readonly exec: (command: readonly [string, ...string[]]) => Promise<ReleaserResult>;
}

/** What an action did for later steps. */
export interface ActionDone {
  readonly outputs?: Values;
  /** Folders in which programs are looked for first. */
  readonly path?: readonly string[];
}

/** Stands in for an action: does what later steps rely on, and throws where it is given what the real one would not take. */
export type Action = (call: ActionCall) => ActionDone | Promise<ActionDone | void> | void;
