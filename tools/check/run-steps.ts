import { inLanes } from "./in-lanes.ts";
import type { Command, Ended } from "./run-command.ts";

/** One step of `pnpm check`. */
export interface Step {
  readonly name: string;
  readonly command: Command;
  /** Name of an earlier step, without which this one would judge nothing. */
  readonly after?: string;
}

/** What became of a step; `ended` is absent where the step that it waits for did not pass. */
export interface Result {
  readonly step: Step;
  readonly ended?: Ended;
}

export interface RunOptions {
  /** How many steps run at once. */
  readonly lanes: number;
  readonly run: (command: Command) => Promise<Ended>;
  /** Is told each result, in the order of the list. */
  readonly report: (result: Result) => void;
}

/** Runs steps beside each other and reports them in the order of the list. Throws where `after` names no earlier step. */
export async function runSteps(steps: readonly Step[], { lanes, run, report }: RunOptions): Promise<readonly Result[]> {
  const inLane = inLanes(lanes);
  const begun = new Map<string, Promise<Result>>();
  for (const step of steps) begun.set(step.name, begin(step, begun.get(step.after ?? "")));
  const results: Result[] = [];
  for (const result of begun.values()) {
    results.push(await result);
    report(await result);
  }
  return results;

  async function begin(step: Step, before: Promise<Result> | undefined): Promise<Result> {
    if (step.after !== undefined && before === undefined) throw new Error(`${step.name} waits for ${step.after}`);
    const earlier = await before;
    if (earlier !== undefined && earlier.ended?.passed !== true) return { step };
    return { step, ended: await inLane(() => run(step.command)) };
  }
}
