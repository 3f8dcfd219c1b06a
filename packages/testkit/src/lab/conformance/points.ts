import { type Action, type FaultPlan, faultPlan } from "../fault-proxy.ts";
import { applies, type Call, type Fault, labelOf } from "../faults.ts";

/** One disturbance of one run. */
export interface Disturbance {
  /** What a person reads: `refused at call 2, npm PUT /a`. */
  readonly label: string;
  readonly plan: FaultPlan;
}

/** The process ends at each call: before it, or when it is done. What is dead reaches the world no more. */
export function cuts(calls: readonly Call[]): readonly Disturbance[] {
  return calls.flatMap((call) => [
    { label: at("cut off before", call), plan: cutFrom(call.index) },
    { label: at("cut off after", call), plan: cutFrom(call.index + 1) },
  ]);
}

/** Each call meets each fault that can befall it, once. */
export function disturbances(calls: readonly Call[], faults: readonly Fault[]): readonly Disturbance[] {
  return calls.flatMap((call) =>
    faults
      .filter((fault) => applies(fault, call))
      .map((fault) => ({
        label: at(fault, call),
        plan: faultPlan(({ index }): Action | undefined => (index === call.index ? { fault } : undefined)),
      })),
  );
}

function cutFrom(index: number): FaultPlan {
  return faultPlan((call): Action | undefined => (call.index >= index ? { fault: "refused" } : undefined));
}

function at(what: string, call: Call): string {
  return `${what} at call ${call.index}, ${labelOf(call)}`;
}
