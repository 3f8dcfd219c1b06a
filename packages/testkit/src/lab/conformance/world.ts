import type { Resource } from "@releaser/core";
import type { FaultPlan } from "../fault-proxy.ts";
import type { Fault } from "../faults.ts";

/** A small world with one resource in it that does not hold yet. Two worlds of one factory are alike. */
export interface ConformanceWorld {
  /** The resource as a new process would open it: nothing is remembered from the one before. */
  resource(): Resource;
  /**
   * All that the resource may change, as plain data, read past the plan and without times and addresses. What must not happen
   * twice belongs in it: a log of publications, for example.
   */
  snapshot(): unknown;
  /** Puts other content of somebody else's under the same name. Left out where nothing can be in the way. */
  occupy?(): Promise<void>;
  close?(): Promise<void>;
}

/**
 * A factory of worlds. Each call that the resource makes to the outside has to ask the plan: over HTTP through `openFaultProxy`,
 * in process through `faultyCalls`.
 */
export interface Conformance {
  open(plan: () => FaultPlan): ConformanceWorld | Promise<ConformanceWorld>;
  /** What can befall its calls; every fault of the laboratory unless told. */
  readonly faults?: readonly Fault[];
}
