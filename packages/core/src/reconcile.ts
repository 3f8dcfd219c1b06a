import { bring, type BringOptions } from "./bring.ts";
import { failures } from "./failures.ts";
import { checkOrder } from "./order.ts";
import type { Failure } from "./failure.ts";
import type { Resource } from "./resource.ts";
import { holds, type Outcome } from "./status.ts";

/** What happens while resources are reconciled; a printer shows it. */
export type ReconcileEvent =
  | { readonly type: "ended"; readonly outcome: Outcome }
  | {
      readonly type: "retrying";
      readonly id: string;
      readonly attempt: number;
      readonly why: string;
      readonly ms: number;
    }
  | { readonly type: "started"; readonly id: string; readonly title: string }
  | { readonly type: "waiting"; readonly id: string; readonly why: string };

export interface ReconcileOptions extends Omit<BringOptions, "report"> {
  readonly report?: (event: ReconcileEvent) => void;
  /** How many resources are worked on at once; 4 unless told. */
  readonly concurrency?: number;
}

/**
 * Makes resources true, each after those that it names: observe, apply what is missing, observe again. Resolves with one
 * outcome for each, in the order given, and never rejects for what a resource does. In `observe` mode nothing is applied
 * and order does not matter. Throws `E_RESOURCE_CYCLE` or `E_RESOURCE_UNKNOWN` before anything is touched.
 */
export async function reconcile(
  resources: readonly Resource[],
  options: ReconcileOptions,
): Promise<readonly Outcome[]> {
  checkOrder(resources);
  const report = options.report ?? (() => {});
  const refused = options.mode === "apply" ? await preflight(resources) : new Map<string, Failure>();
  const run = new Run(resources, { ...options, report, refused });
  await run.finish();
  return run.outcomes();
}

async function preflight(resources: readonly Resource[]): Promise<ReadonlyMap<string, Failure>> {
  const found = await Promise.all(
    resources.map(async (resource) => [resource.id, (await resource.preflight?.())?.[0]] as const),
  );
  return new Map(found.flatMap(([id, failure]) => (failure ? [[id, failure] as const] : [])));
}

interface RunOptions extends ReconcileOptions {
  readonly report: (event: ReconcileEvent) => void;
  readonly refused: ReadonlyMap<string, Failure>;
}

/** One pass over the list: what waits, what runs, what ended. */
class Run {
  readonly #resources: readonly Resource[];
  readonly #options: RunOptions;
  readonly #ended = new Map<string, Outcome>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(resources: readonly Resource[], options: RunOptions) {
    this.#resources = resources;
    this.#options = options;
  }

  outcomes(): readonly Outcome[] {
    return this.#resources.flatMap(({ id }) => this.#ended.get(id) ?? []);
  }

  async finish(): Promise<void> {
    this.#startReady();
    while (this.#running.size > 0) {
      await Promise.race(this.#running.values());
      this.#startReady();
    }
  }

  #startReady(): void {
    let before: number;
    do {
      before = this.#ended.size;
      for (const resource of this.#resources) if (this.#isWaiting(resource)) this.#advance(resource);
    } while (this.#ended.size > before);
  }

  #isWaiting({ id }: Resource): boolean {
    return !this.#ended.has(id) && !this.#running.has(id);
  }

  #advance(resource: Resource): void {
    const { mode, signal, refused } = this.#options;
    const refusal = refused.get(resource.id);
    if (refusal) return this.#end(stopped(resource, refusal.exit === 6 ? "conflict" : "failed", refusal));
    if (signal?.aborted) {
      return this.#end(stopped(resource, "blocked", failures.E_INTERRUPTED({ id: resource.id }).failure));
    }
    const after = mode === "apply" ? (resource.after ?? []) : [];
    const broken = after.find((id) => this.#ended.has(id) && !holds(this.#ended.get(id) as Outcome));
    if (broken !== undefined) return this.#end({ ...stopped(resource, "blocked"), note: `waits for ${broken}` });
    if (mode === "apply" && refused.size > 0) {
      return this.#end({ ...stopped(resource, "blocked"), note: "waits for the preflight" });
    }
    if (!after.every((id) => this.#ended.has(id)) || this.#running.size >= (this.#options.concurrency ?? 4)) return;
    this.#running.set(resource.id, this.#start(resource));
  }

  async #start(resource: Resource): Promise<void> {
    this.#options.report({ type: "started", id: resource.id, title: resource.title });
    const outcome = await bring(resource, this.#options);
    this.#running.delete(resource.id);
    this.#end(outcome);
  }

  #end(outcome: Outcome): void {
    this.#ended.set(outcome.id, outcome);
    this.#options.report({ type: "ended", outcome });
  }
}

function stopped(resource: Resource, verdict: "blocked" | "conflict" | "failed", failure?: Failure): Outcome {
  const { id, stage, title } = resource;
  return { id, stage, title, verdict, ...(failure && { failure }), attempts: 0, ms: 0 };
}
