import { ReleaserError } from "@releaser/core";
import type { Context } from "../context.ts";
import { patiently, type Try } from "./patience.ts";

/** A version on a registry. */
export interface NamedVersion {
  readonly name: string;
  readonly version: string;
}

type Asking = Pick<Context, "clock" | "registry" | "signal">;

/** Resolves once the registry lists every package. Throws `E_SMOKE_UNAVAILABLE`, and at once what no waiting mends. */
export async function awaitArrival(
  { registry, clock, signal }: Asking,
  packages: readonly NamedVersion[],
  wait: (why: string) => void,
): Promise<void> {
  let left = packages;
  await patiently({ clock, signal, wait }, async () => {
    const missing = await Promise.all(left.map(async (one) => ((await isThere({ registry }, one)) ? [] : [one])));
    left = missing.flat();
    return left.length === 0 ? { is: "done", value: undefined } : toWait({ registry }, left);
  });
}

async function isThere({ registry }: Pick<Asking, "registry">, { name, version }: NamedVersion): Promise<boolean> {
  try {
    const packument = await registry.packument(name);
    // What was taken away will not come again: whoever compares it says so.
    return packument?.time[version] !== undefined || packument?.versions[version] !== undefined;
  } catch (error) {
    if (error instanceof ReleaserError && error.failure.exit === 5 && error.failure.retryable) return false;
    throw error;
  }
}

function toWait({ registry }: Pick<Asking, "registry">, left: readonly NamedVersion[]): Try<void> {
  const [first] = left;
  const named = left.slice(0, 3).map(({ name, version }) => `${name}@${version}`);
  const more = left.length > 3 ? [`${left.length - 3} more`] : [];
  return { is: "waits", why: `waits for ${[...named, ...more].join(", ")} at ${registry.urlOf(first?.name ?? "")}` };
}
