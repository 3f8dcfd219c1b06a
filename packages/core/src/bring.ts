import type { Clock } from "./effects.ts";
import { type Failure, ReleaserError } from "./failure.ts";
import { failures } from "./failures.ts";
import type { ReconcileEvent } from "./reconcile.ts";
import type { Observation, Resource } from "./resource.ts";
import type { Outcome, Verdict } from "./status.ts";
import { classOf, toFailure } from "./to-failure.ts";

export interface BringOptions {
  /** `observe` applies nothing: dry run, status, check. */
  readonly mode: "apply" | "observe";
  readonly clock: Clock;
  readonly report: (event: ReconcileEvent) => void;
  readonly signal?: AbortSignal;
  /** How often a transient error is tried, the first time included; 5 unless told. */
  readonly tries?: number;
  /** From 0 to 1, for the jitter of a retry. */
  readonly random?: () => number;
}

type Ending = Pick<Outcome, "failure" | "note" | "observation"> & { readonly verdict: Verdict };

/** Brings one resource to hold, or says why it does not; `held` is what was seen of it already, where it holds. Never rejects. */
export async function bring(resource: Resource, options: BringOptions, held?: Observation): Promise<Outcome> {
  const started = options.clock.elapsed();
  const count = { attempts: 0 };
  const ending = await end(resource, { ...options, held }, count).catch((error: unknown): Ending => {
    const interrupted = options.signal?.aborted === true;
    const failure = interrupted
      ? failures.E_INTERRUPTED({ id: resource.id }).failure
      : toFailure(error, resource, count.attempts);
    return { verdict: failure.exit === 6 ? "conflict" : "failed", failure };
  });
  const ms = Math.round(options.clock.elapsed() - started);
  return { id: resource.id, stage: resource.stage, title: resource.title, ...ending, attempts: count.attempts, ms };
}

async function end(
  resource: Resource,
  { held, ...options }: BringOptions & { readonly held: Observation | undefined },
  count: { attempts: number },
): Promise<Ending> {
  const observe = (): Promise<Observation> => retrying(() => resource.observe(), { resource, options });
  let first = held ?? (await observe());
  if (options.mode === "apply" && first.is === "pending") first = await settled({ resource, observe }, first, options);
  const decided = decide(resource, first, options.mode);
  if (decided) return decided;
  await retrying(
    async (attempt) => {
      const seen = attempt === 1 ? first : await resource.observe();
      if (attempt > 1 && seen.is === "equal") return;
      count.attempts += 1;
      await resource.apply(seen);
    },
    { resource, options, adopt: true },
  );
  return afterwards(resource, await settled({ resource, observe }, await observe(), options));
}

/** The ending that an observation already is; undefined where it asks for an apply. */
function decide(resource: Resource, observation: Observation, mode: BringOptions["mode"]): Ending | undefined {
  switch (observation.is) {
    case "equal":
      return { verdict: "held", observation, ...noteOf(resource, observation.seen) };
    case "superseded":
      return { verdict: "superseded", observation, note: observation.why };
    case "pending":
      return mode === "observe"
        ? { verdict: "pending", observation, note: observation.why }
        : {
            verdict: "pending",
            observation,
            failure: observation.failure ?? waiting(resource, observation.why),
          };
    case "different":
      if (!observation.replaceable) {
        return {
          verdict: "conflict",
          observation,
          failure: conflictOf(resource, observation),
        };
      }
      return mode === "observe" ? { verdict: "different", observation, note: observation.why } : undefined;
    case "absent":
      return mode === "observe" ? { verdict: "absent", observation } : undefined;
  }
}

function afterwards(resource: Resource, observation: Observation): Ending {
  switch (observation.is) {
    case "equal":
      return { verdict: "applied", observation, ...noteOf(resource, observation.seen) };
    case "superseded":
      return { verdict: "superseded", observation, note: observation.why };
    case "pending":
      return {
        verdict: "pending",
        observation,
        failure: observation.failure ?? waiting(resource, observation.why),
      };
    case "different":
      if (!observation.replaceable) {
        return {
          verdict: "conflict",
          observation,
          failure: conflictOf(resource, observation),
        };
      }
      return { verdict: "failed", observation, failure: notHeld(resource, `different: ${observation.why}`) };
    case "absent":
      return { verdict: "failed", observation, failure: notHeld(resource, "absent") };
  }
}

function waiting(resource: Resource, why: string): Failure {
  return failures.E_WAITS({ id: resource.id, why }).failure;
}

/** What something in the way is reported as. */
export function conflictOf(
  { id }: Pick<Resource, "id">,
  { failure, why }: Extract<Observation, { readonly is: "different" }>,
): Failure {
  return failure ?? failures.E_CONFLICT({ id, why }).failure;
}

function notHeld(resource: Resource, seen: string): Failure {
  return failures.E_NOT_HELD({ id: resource.id, seen, seconds: (resource.settle ?? 0) / 1000 }).failure;
}

function noteOf(resource: Resource, seen: unknown): { note?: string } {
  const note = resource.describe?.(seen);
  return note === undefined ? {} : { note };
}

const shortestPoll = 250;
const longestPoll = 15_000;

/** Observes again while absent or pending, until `settle`, or the time that the pending names, has passed. */
async function settled(
  { resource, observe }: { readonly resource: Resource; readonly observe: () => Promise<Observation> },
  first: Observation,
  options: BringOptions,
): Promise<Observation> {
  const { clock, report, signal } = options;
  const started = clock.elapsed();
  let observation = first;
  for (let pause = shortestPoll; ; pause = Math.min(pause * 2, longestPoll)) {
    if (observation.is !== "absent" && observation.is !== "pending") return observation;
    const allowed = (resource.settle ?? 0) - (clock.elapsed() - started);
    const left =
      observation.is === "pending" ? Math.max(allowed, observation.until.getTime() - clock.now().getTime()) : allowed;
    if (left <= 0) return observation;
    report({ type: "waiting", id: resource.id, why: observation.is === "pending" ? observation.why : "not there yet" });
    await clock.sleep(Math.min(pause, left), signal);
    observation = await observe();
  }
}

interface Retry {
  readonly resource: Resource;
  readonly options: BringOptions;
  /** A conflict is looked at once more: another run may have made the very same thing. */
  readonly adopt?: boolean;
}

/** Does some work on a resource, again after a pause where an error is transient. Rejects with the last error. */
export async function retrying<T>(work: (attempt: number) => Promise<T>, retry: Retry): Promise<T> {
  const { resource, options } = retry;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const kind = classOf(error, resource);
      const asked = error instanceof ReleaserError ? (error.retryAfter ?? 0) : 0;
      const again =
        kind === "transient"
          ? attempt < (options.tries ?? 5) && asked <= longestAsked
          : kind === "conflict" && retry.adopt === true && attempt === 1;
      if (!again || options.signal?.aborted) throw error;
      const ms = kind === "transient" ? Math.max(asked, backoff(attempt, options.random ?? Math.random)) : 0;
      options.report({ type: "retrying", id: resource.id, attempt, why: toFailure(error, resource, attempt).why, ms });
      await options.clock.sleep(ms, options.signal);
    }
  }
}

/** Milliseconds that a refusal may ask to be waited; one that asks for longer is not tried again in this run. */
const longestAsked = 300_000;

/** Milliseconds before the next try: doubling from one second to half a minute, half of it left to chance. */
function backoff(attempt: number, random: () => number): number {
  const full = Math.min(1000 * 2 ** (attempt - 1), 30_000);
  return Math.round(full / 2 + (full / 2) * random());
}
