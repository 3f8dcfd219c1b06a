import { isAbsolute, relative } from "node:path";
import type { Observation, ReleaserError, Resource } from "@releaser/core";
import { type Evidence, type GateEvidence, judge, type PastGate, steadyRuns } from "./evidence.ts";
import { failures } from "./failures.ts";
import { describeHistory, historyOf } from "./gate-history.ts";
import { shownOf } from "./gate-output.ts";
import { commandOf, type Gate } from "./gate.ts";
import type { EvidenceStore } from "./open-evidence.ts";
import { type GateRun, runGate, type RunGateOptions } from "./run-gate.ts";

export interface GateResourceOptions extends Omit<RunGateOptions, "nth"> {
  readonly evidence: EvidenceStore;
  /** Ids of resources that hold before the gate runs, beside the gates that it comes after. */
  readonly after?: readonly string[];
  /** Files that are not what the evidence's commit has; asked after each run, of which nothing is recorded where there are some. */
  readonly changed?: () => Promise<readonly string[]>;
  /** The evidence of earlier commits that can be had; asked where the gate runs. */
  readonly past?: () => Promise<readonly Evidence[]>;
  /** Told when each try begins, from 1, and when it is over. */
  readonly tell?: (moment: GateMoment) => void;
}

/** A try at a gate in this very run. */
export type GateMoment = { readonly type: "begun"; readonly attempt: number } | { readonly type: "done" };

/**
 * The fact that a gate passed, or is skipped with a reason, for the evidence's commit. `apply` runs it, again where it
 * fails and has retries, and records each attempt; it throws `E_GATE_FAILED` or `E_GATE_FLAKY` after recording, `E_GATE_NOT_STARTED` and `E_GATE_UNSETTLED` without. Evidence about
 * another command counts as none.
 */
export function gateResource(options: GateResourceOptions): Resource<GateEvidence> {
  const { gate, evidence } = options;
  const known = (): GateEvidence | undefined =>
    evidence.read()?.gates.find(({ id, command }) => id === gate.id && command === commandOf(gate));
  return {
    id: `gate:${gate.id}`,
    stage: "proven",
    title: gate.title,
    after: [...(options.after ?? []), ...gate.after.map((id) => `gate:${id}`)],
    observe: async () => toObservation(known(), gate),
    async apply() {
      if (gate.skip !== undefined) return evidence.record(toSkipped(gate, gate.skip));
      const history = historyOf((await options.past?.()) ?? [], gate.id, evidence.commit);
      const runs: GateRun[] = [];
      do {
        const run = await tried(options, { nth: (known()?.attempts.length ?? 0) + 1, attempt: runs.length + 1 });
        const files = (await options.changed?.()) ?? [];
        if (files.length > 0) throw failures.E_GATE_UNSETTLED({ gate: gate.id, command: commandOf(gate), files });
        await evidence.record(withAttempt(gate, { known: known(), run, history }));
        runs.push(run);
      } while (runs.at(-1)?.attempt.exit !== 0 && runs.length <= gate.retries);
      const failure = toFailure(known(), { gate, runs, root: options.root });
      if (failure !== undefined) throw failure;
    },
    describe: describeEvidence,
  };
}

async function tried(
  options: GateResourceOptions,
  { nth, attempt }: { readonly nth: number; readonly attempt: number },
): Promise<GateRun> {
  options.tell?.({ type: "begun", attempt });
  try {
    return await runGate({ ...options, nth });
  } finally {
    options.tell?.({ type: "done" });
  }
}

function toObservation(known: GateEvidence | undefined, gate: Gate): Observation<GateEvidence> {
  if (known === undefined || (known.verdict === "skipped" && gate.skip === undefined)) return { is: "absent" };
  if (known.verdict === "pass" || known.verdict === "skipped") return { is: "equal", seen: known };
  return { is: "different", seen: known, why: describeEvidence(known), replaceable: true };
}

function toSkipped(gate: Gate, reason: string): GateEvidence {
  return { id: gate.id, command: commandOf(gate), verdict: "skipped", attempts: [], owner: gate.owner, reason };
}

interface Tried {
  readonly known: GateEvidence | undefined;
  readonly run: GateRun;
  readonly history: readonly PastGate[];
}

function withAttempt(gate: Gate, { known, run, history }: Tried): GateEvidence {
  const attempts = [...(known?.attempts ?? []), run.attempt];
  return {
    id: gate.id,
    command: commandOf(gate),
    verdict: judge(attempts),
    attempts,
    owner: gate.owner,
    ...(history.length > 0 && { history }),
  };
}

interface Ended {
  readonly gate: Gate;
  /** Of this time, at least one. */
  readonly runs: readonly GateRun[];
  readonly root: string;
}

function toFailure(known: GateEvidence | undefined, { gate, runs, root }: Ended): ReleaserError | undefined {
  const command = commandOf(gate);
  const run = runs.at(-1);
  if (run === undefined || known === undefined) return undefined;
  // Of one that passed in the end, what it said when it failed is what helps.
  const telling = runs.findLast(({ attempt }) => attempt.exit !== 0) ?? run;
  const log = toShownPath(root, telling.log);
  const before = describeHistory(known.history);
  if (run.attempt.exit !== 0) {
    return failures.E_GATE_FAILED({
      gate: gate.id,
      owner: gate.owner,
      command,
      ending: toEnding(gate, run),
      output: gate.output,
      shown: shownOf(run.output, gate.output),
      log,
      ...(before !== undefined && { before }),
    });
  }
  if (known.verdict === "pass") return undefined;
  const passed = known.attempts.filter(({ exit }) => exit === 0).length;
  const failed = known.attempts.length - passed;
  return failures.E_GATE_FLAKY({
    gate: gate.id,
    command,
    passed,
    failed,
    steady: steadyRuns,
    log,
    ...(before !== undefined && { before }),
  });
}

function toEnding(gate: Gate, { attempt, timedOut }: GateRun): string {
  if (timedOut) return `was ended after ${gate.timeout / 60_000} minutes`;
  return attempt.exit === null ? "was ended by a signal" : `exited with ${attempt.exit}`;
}

function describeEvidence({ verdict, attempts, reason, history }: GateEvidence): string {
  const last = attempts.at(-1);
  if (verdict === "skipped") return `skipped: ${reason ?? "no reason was recorded"}`;
  const before = describeHistory(history);
  if (verdict === "pass") {
    return [`passed in ${((last?.ms ?? 0) / 1000).toFixed(1)} s`, ...(before === undefined ? [] : [before])].join("; ");
  }
  if (verdict === "flaky") return `flaky: ${attempts.map(({ exit }) => (exit === 0 ? "passed" : "failed")).join(", ")}`;
  return `failed, ${last?.exit === null || last === undefined ? "ended from outside" : `exit ${last.exit}`}`;
}

function toShownPath(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}
