import { type Clock, type Outcome, reconcile, type Resource } from "@releaser/core";

/** How often a resource is brought again, at most, after it was disturbed. */
const again = 3;

/** Brings one resource once, as a process would. */
export async function runResource(resource: Resource): Promise<Outcome> {
  const options = { mode: "apply", clock: hastyClock(), tries: 3, random: () => 0 } as const;
  const [outcome] = await reconcile([{ ...resource, after: [] }], options);
  if (!outcome) throw new Error(`${resource.id} has no outcome`);
  return outcome;
}

/** Brings it again until it holds, a new process each time; the last outcome. */
export async function runUntilHeld(open: () => Resource): Promise<Outcome> {
  let outcome = await runResource(open());
  for (let runs = 1; runs < again && !isHeld(outcome); runs += 1) outcome = await runResource(open());
  return outcome;
}

/** Whether a run says that the resource holds. */
export function isHeld({ verdict }: Outcome): boolean {
  return verdict === "applied" || verdict === "held";
}

/** An outcome in words. */
export function tell({ verdict, failure, note }: Outcome): string {
  return [verdict, failure?.code, failure?.why ?? note].filter((part) => part !== undefined).join(" ");
}

/** Time passes by sleeping alone, and sleeping takes none. */
export function hastyClock(): Clock {
  let passed = 0;
  return {
    now: () => new Date(Date.UTC(2026, 0, 1) + passed),
    elapsed: () => passed,
    sleep: (milliseconds) => Promise.resolve(void (passed += milliseconds)),
  };
}
