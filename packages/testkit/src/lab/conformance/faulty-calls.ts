import type { FaultPlan } from "../fault-proxy.ts";
import type { Fault } from "../faults.ts";

/** The faults that a call in process can meet. */
export const faultsInProcess: readonly Fault[] = ["refused", "told, not done", "done, not told", "stale"];

export interface FaultyCallsOptions<T> {
  /** What its calls are labelled with. */
  readonly service: string;
  readonly plan: () => FaultPlan;
  /** Its asynchronous methods that change nothing. */
  readonly reads: readonly (string & keyof T)[];
  /** Its asynchronous methods that change something. All others are passed through uncounted. */
  readonly writes: readonly (string & keyof T)[];
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The same object, each of its calls disturbed as a plan says: what the fault proxy is to HTTP, for an adapter in process. */
export function faultyCalls<T extends object>(target: T, options: FaultyCallsOptions<T>): T {
  const remembered = new Map<string, unknown>();
  const disturbed = [...options.reads, ...options.writes].map((name) => {
    const act = parseMethod(target, name);
    const writes = options.writes.includes(name);
    const method: Method = async (...args) => await disturb({ act, args, name, writes }, options, remembered);
    return [name, method] as const;
  });
  return { ...target, ...Object.fromEntries(disturbed) };
}

function parseMethod<T extends object>(target: T, name: string & keyof T): Method {
  const found: unknown = target[name];
  if (typeof found !== "function") throw new TypeError(`${name} is no method`);
  return found.bind(target) as Method;
}

interface OneCall {
  readonly act: Method;
  readonly args: readonly unknown[];
  readonly name: string;
  readonly writes: boolean;
}

async function disturb(
  { act, args, name, writes }: OneCall,
  { service, plan }: Pick<FaultyCallsOptions<never>, "plan" | "service">,
  remembered: Map<string, unknown>,
): Promise<unknown> {
  const path = JSON.stringify(args);
  const { action } = plan().next({ service, method: name, path, writes });
  const fault = action && "fault" in action ? action.fault : undefined;
  if (action && "before" in action) action.before();
  if (fault === "refused" || (action && "before" in action)) throw new Error("the connection was refused");
  const place = `${name} ${path}`;
  if (fault === "told, not done") return undefined;
  if (fault === "stale" && remembered.has(place)) return remembered.get(place);
  const answer = await act(...args);
  if (!writes && !remembered.has(place)) remembered.set(place, answer);
  if (action && "after" in action) action.after();
  if (fault === "done, not told") throw new Error("the connection was lost");
  return answer;
}
