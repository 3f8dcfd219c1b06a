import type { LabReply } from "./loopback.ts";

/** One request that a process under test sent to the world. */
export interface Call {
  /** From 1, in the order of arrival at all proxies of a laboratory. */
  readonly index: number;
  /** `npm`, `git`, `github`, … */
  readonly service: string;
  readonly method: string;
  /** Path without its query. */
  readonly path: string;
  /** Whether it means to change something. */
  readonly writes: boolean;
}

/** A call for people: `npm PUT /@acme%2fcore`. */
export function labelOf({ service, method, path }: Call): string {
  return `${service} ${method} ${path}`;
}

const statuses = {
  "401": "401 Unauthorized",
  "403": "403 Forbidden",
  "404": "404 Not Found",
  "409": "409 Conflict",
  "422": "422 Unprocessable",
  "429": "429 with Retry-After",
  "500": "500",
  "502": "502",
  "504": "504",
} as const;

/** What can go wrong with one call. */
export type Fault =
  | keyof typeof statuses
  /** The connection ends before anything is done. */
  | "refused"
  /** It is done, and the connection breaks in the middle of the answer. */
  | "reset"
  /** It is done, and the answer ends early without a word. */
  | "truncated"
  /** Nothing is done, and nobody answers until the client or a gateway gives up. */
  | "timeout"
  /** Success is told, and nothing was done. */
  | "told, not done"
  /** It is done, and a failure is told. */
  | "done, not told"
  /** It is done, and the answer takes its time. */
  | "slow"
  /** What is read is what was there before the last change. */
  | "stale";

/** All faults, in the order of the table. */
export const faults: readonly Fault[] = [
  "refused",
  "reset",
  "truncated",
  "timeout",
  ...(Object.keys(statuses) as readonly (keyof typeof statuses)[]),
  "told, not done",
  "done, not told",
  "slow",
  "stale",
];

/** Whether a fault can befall a call: what is read is never "told, not done", what is written is never stale. */
export function applies(fault: Fault, { writes }: Call): boolean {
  if (fault === "told, not done" || fault === "done, not told") return writes;
  return fault === "stale" ? !writes : true;
}

/** The answer of a fault that is a status alone; undefined for the others. */
export function statusReply(fault: Fault): LabReply | undefined {
  if (!(fault in statuses)) return undefined;
  const body = JSON.stringify({ error: "the laboratory says no", message: "the laboratory says no" });
  const headers = { "content-type": "application/json", ...(fault === "429" && { "retry-after": "1" }) };
  return { status: Number(fault), headers, body };
}
