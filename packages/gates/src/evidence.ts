import { type Owner, isRecord, parseJson } from "@releaser/core";

/** What the attempts at a gate prove together. */
export type GateVerdict = "fail" | "flaky" | "pass" | "skipped";

/** One run of a gate. */
export interface Attempt {
  /** Null where a signal or the timeout ended it. */
  readonly exit: number | null;
  readonly ms: number;
  /** ISO 8601 in UTC. */
  readonly started: string;
}

/** What is known of one gate. */
export interface GateEvidence {
  readonly id: string;
  /** As a person types it at the root. */
  readonly command: string;
  readonly verdict: GateVerdict;
  readonly attempts: readonly Attempt[];
  readonly owner: Owner;
  /** Why it was skipped, where it was. */
  readonly reason?: string;
  /** What it came to for earlier commits, the newest first; ten at most. */
  readonly history?: readonly PastGate[];
}

/** What a gate came to for an earlier commit. */
export interface PastGate {
  readonly commit: string;
  readonly verdict: Exclude<GateVerdict, "skipped">;
  /** When its last try began, in ISO 8601 and UTC. */
  readonly started: string;
}

/** Which sources the evidence is about: object names in hex. */
export interface EvidenceIdentity {
  readonly commit: string;
  readonly tree: string;
}

/** The document `evidence.v1`. */
export interface Evidence extends EvidenceIdentity {
  readonly schema: "evidence.v1";
  readonly gates: readonly GateEvidence[];
}

/** So many passes in a row outweigh an earlier failure of the same commit. */
export const steadyRuns = 3;

/** What attempts at one commit prove: a gate that both failed and passed is flaky until its last three runs passed. */
export function judge(attempts: readonly Attempt[]): "fail" | "flaky" | "pass" {
  const passed = attempts.map(({ exit }) => exit === 0);
  if (!passed.includes(true)) return "fail";
  const steady = passed.length >= steadyRuns && passed.slice(-steadyRuns).every(Boolean);
  return steady || passed.every(Boolean) ? "pass" : "flaky";
}

/** The evidence with what is known of one gate put in the place of what was known of it. */
export function withGate(evidence: Evidence, known: GateEvidence): Evidence {
  const others = evidence.gates.filter(({ id }) => id !== known.id);
  return { ...evidence, gates: [...others, known].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** The document as a file: two spaces, one newline at the end. */
export function renderEvidence(evidence: Evidence): string {
  return `${JSON.stringify(evidence, undefined, 2)}\n`;
}

/** The document from a file; undefined where it is not an `evidence.v1`. */
export function parseEvidence(text: string): Evidence | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || value.schema !== "evidence.v1") return undefined;
  const wellFormed =
    typeof value.commit === "string" &&
    typeof value.tree === "string" &&
    Array.isArray(value.gates) &&
    value.gates.every(isGateEvidence);
  return wellFormed ? (value as unknown as Evidence) : undefined;
}

const verdicts: ReadonlySet<unknown> = new Set(["fail", "flaky", "pass", "skipped"]);
const owners: ReadonlySet<unknown> = new Set(["Builder", "Integrator/Owner", "Owner", "Verifier/Observer", "you"]);

function isGateEvidence(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.id === "string" &&
    typeof value.command === "string" &&
    verdicts.has(value.verdict) &&
    owners.has(value.owner) &&
    (value.reason === undefined || typeof value.reason === "string") &&
    (value.history === undefined || (Array.isArray(value.history) && value.history.every(isPast))) &&
    Array.isArray(value.attempts) &&
    value.attempts.every(isAttempt)
  );
}

function isPast(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.commit === "string" &&
    value.verdict !== "skipped" &&
    verdicts.has(value.verdict) &&
    typeof value.started === "string"
  );
}

function isAttempt(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.exit === null || Number.isInteger(value.exit)) &&
    typeof value.ms === "number" &&
    typeof value.started === "string"
  );
}
