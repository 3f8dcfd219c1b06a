import type { Clock } from "@releaser/core";
import { failures } from "../failures.ts";

/** Milliseconds that a registry and the caches before it may take to serve what was published. */
export const patience: number = 15 * 60 * 1000;

const [shortest, longest] = [1000, 30_000];

export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told each time before it waits. */
  readonly wait: (why: string) => void;
}

/** What one try came to: an answer, or what it waits for. */
export type Try<T> = { readonly is: "done"; readonly value: T } | { readonly is: "waits"; readonly why: string };

/** Tries again until there is an answer, with pauses that double from one second to half a minute. Throws `E_SMOKE_UNAVAILABLE` when 15 minutes have passed. */
export async function patiently<T>({ clock, signal, wait }: Waiting, attempt: () => Promise<Try<T>>): Promise<T> {
  const started = clock.elapsed();
  for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
    const tried = await attempt();
    if (tried.is === "done") return tried.value;
    const left = patience - (clock.elapsed() - started);
    if (left <= 0) throw failures.E_SMOKE_UNAVAILABLE({ why: tried.why, minutes: patience / 60_000 });
    wait(tried.why);
    await clock.sleep(Math.min(pause, left), signal);
  }
}
