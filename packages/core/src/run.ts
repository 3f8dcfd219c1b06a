import { bring } from "./bring.ts";
import { failures } from "./failures.ts";
import type { Foreseen, Refusal } from "./preflight.ts";
import type { ReconcileEvent, ReconcileOptions } from "./reconcile.ts";
import type { Resource } from "./resource.ts";
import { holds, type Outcome } from "./status.ts";

export interface RunOptions extends ReconcileOptions {
  readonly concurrency: number;
  readonly report: (event: ReconcileEvent) => void;
  /** What the preflight found; nothing is begun where it refused one. */
  readonly foreseen: Foreseen;
}

/** One pass over resources that stand in order: what waits for others, what is ready, what runs, what ended. */
export class Run {
  readonly #options: RunOptions;
  /** Not begun yet, with the ids that have not ended yet. */
  readonly #waiting: Map<Resource, Set<string>>;
  readonly #dependents = new Map<string, Resource[]>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #ended = new Map<string, Outcome>();
  #stoppedAt: string | undefined;

  constructor(ordered: readonly Resource[], options: RunOptions) {
    this.#options = options;
    const afterOf = ({ after = [] }: Resource): readonly string[] => (options.mode === "apply" ? after : []);
    this.#waiting = new Map(ordered.map((resource) => [resource, new Set(afterOf(resource))]));
    for (const resource of ordered) {
      for (const id of afterOf(resource)) {
        const known = this.#dependents.get(id) ?? [];
        known.push(resource);
        this.#dependents.set(id, known);
      }
    }
  }

  async finish(): Promise<ReadonlyMap<string, Outcome>> {
    this.#startReady();
    while (this.#running.size > 0) {
      await Promise.race(this.#running.values());
      this.#startReady();
    }
    return this.#ended;
  }

  #startReady(): void {
    for (const [resource, before] of this.#waiting) {
      if (this.#isOver()) break;
      if (this.#running.size >= this.#options.concurrency) return;
      if (before.size > 0) continue;
      this.#waiting.delete(resource);
      this.#running.set(resource.id, this.#start(resource));
    }
    if (!this.#isOver()) return;
    for (const resource of this.#waiting.keys()) if (this.#waiting.delete(resource)) this.#end(this.#left(resource));
  }

  /** Whether nothing more is begun. */
  #isOver(): boolean {
    const { foreseen, signal } = this.#options;
    return foreseen.refused.size > 0 || signal?.aborted === true || this.#stoppedAt !== undefined;
  }

  /** What becomes of one that is not begun any more. */
  #left(resource: Resource): Outcome {
    const { foreseen, signal } = this.#options;
    const refusal = foreseen.refused.get(resource.id);
    if (refusal) return refusedBy(resource, refusal);
    if (signal?.aborted) {
      return stopped(resource, "blocked", { failure: failures.E_INTERRUPTED({ id: resource.id }).failure });
    }
    const note = this.#stoppedAt === undefined ? "waits for the preflight" : `not begun after ${this.#stoppedAt}`;
    return stopped(resource, "blocked", { note });
  }

  async #start(resource: Resource): Promise<void> {
    this.#options.report({ type: "started", id: resource.id, title: resource.title });
    const outcome = await bring(resource, this.#options, this.#options.foreseen.held.get(resource.id));
    this.#running.delete(resource.id);
    this.#end(outcome);
  }

  /** Ends one, and with it, where it does not hold, all that wait for it. */
  #end(first: Outcome): void {
    const ending = [first];
    for (const outcome of ending) {
      this.#ended.set(outcome.id, outcome);
      this.#options.report({ type: "ended", outcome });
      if (this.#options.stopsAt?.(outcome) === true) this.#stoppedAt ??= outcome.id;
      for (const dependent of this.#dependents.get(outcome.id) ?? []) {
        this.#waiting.get(dependent)?.delete(outcome.id);
        if (!holds(outcome)) ending.push(...this.#block(dependent, outcome.id));
      }
    }
  }

  #block(resource: Resource, id: string): readonly Outcome[] {
    if (!this.#waiting.delete(resource)) return [];
    const { foreseen, signal } = this.#options;
    // What a preflight found is told of the resource that it is of, also where that would have waited for another one.
    const isTold = signal?.aborted === true || foreseen.refused.has(resource.id);
    return [isTold ? this.#left(resource) : stopped(resource, "blocked", { note: `waits for ${id}` })];
  }
}

function refusedBy(resource: Resource, { failure, further }: Refusal): Outcome {
  const verdict = failure.exit === 6 ? "conflict" : "failed";
  return { ...stopped(resource, verdict, { failure }), ...(further.length > 0 && { further }) };
}

function stopped(
  { id, stage, title }: Resource,
  verdict: "blocked" | "conflict" | "failed",
  said: Pick<Outcome, "failure" | "note">,
): Outcome {
  return { id, stage, title, verdict, ...said, attempts: 0, ms: 0 };
}
