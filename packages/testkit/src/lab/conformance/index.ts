export { type Action, type FaultPlan, faultPlan, type FaultProxyOptions, openFaultProxy } from "../fault-proxy.ts";
export { type Call, type Fault, faults, labelOf } from "../faults.ts";
export * from "./conformance.ts";
export * from "./faulty-calls.ts";
export * from "./report.ts";
export * from "./world.ts";
